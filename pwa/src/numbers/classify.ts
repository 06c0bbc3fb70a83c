import { type LimosaReading, parseLimosaText } from './limosa'
import { codeOfLink, parsePosterCode } from './poster-code'

/** What the text of a scanned code stands for. */
export type Scanned =
  | { kind: 'poster'; code: string }
  | ({ kind: 'limosa' } & LimosaReading)
  | ({ kind: 'receipt' } & ReceiptText)
  | { kind: 'unknown' }

/** The text of a receipt's code. */
export interface ReceiptText {
  /** The signed part, a compact JWS. */
  jws: string
  /** What proves whose it is, where its holder shows that too: 22 base64url characters. */
  salt?: string
}

/**
 * Says what a scanned text is by its form alone. A poster's check character
 * and a receipt's three parts are looked at; nothing is verified or followed.
 */
export function classify(text: string): Scanned {
  const receipt = parseReceiptText(text)
  if (receipt) return { kind: 'receipt', ...receipt }
  const code = parsePosterText(text)
  if (code) return { kind: 'poster', code }
  const limosa = parseLimosaText(text)
  if (limosa) return { kind: 'limosa', ...limosa }
  return { kind: 'unknown' }
}

/**
 * The parts of a receipt, from the link in its code (`https://HOST/r#JWS` or
 * `https://HOST/r#JWS~SALT`) or bare. Only the shape is checked.
 */
export function parseReceiptText(text: string): ReceiptText | undefined {
  const trimmed = text.trim()
  const bare = /^https?:\/\/[^/?#\s]+\/r\/?#(.*)$/is.exec(trimmed)?.[1] ?? trimmed
  const [, jws, salt] = /^(eyJ[\w-]*\.[\w-]+\.[\w-]*)(?:~([\w-]{22}))?$/.exec(bare) ?? []
  return jws ? { jws, ...(salt && { salt }) } : undefined
}

/** Unlike typing, scanning takes a bare code only with its dashes: a picture holds many stray codes. */
function parsePosterText(text: string): string | undefined {
  const bare = /^\s*[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\s*$/i.test(text)
  return bare || codeOfLink(text) ? parsePosterCode(text) : undefined
}
