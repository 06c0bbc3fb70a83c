import { type LimosaReading, parseLimosaText } from './limosa'
import { codeOfLink, parsePosterCode } from './poster-code'

/** What the text of a scanned code stands for. */
export type Scanned =
  | { kind: 'poster'; code: string }
  | ({ kind: 'limosa' } & LimosaReading)
  | { kind: 'receipt'; jws: string }
  | { kind: 'unknown' }

/**
 * Says what a scanned text is by its form alone. A poster's check character
 * and a receipt's three parts are looked at; nothing is verified or followed.
 */
export function classify(text: string): Scanned {
  const jws = parseReceiptText(text)
  if (jws) return { kind: 'receipt', jws }
  const code = parsePosterText(text)
  if (code) return { kind: 'poster', code }
  const limosa = parseLimosaText(text)
  if (limosa) return { kind: 'limosa', ...limosa }
  return { kind: 'unknown' }
}

/**
 * The signed part of a receipt, from the link in its code
 * (`https://HOST/r#JWS`) or bare. Only the shape of a compact JWS is checked.
 */
export function parseReceiptText(text: string): string | undefined {
  const trimmed = text.trim()
  const jws = /^https?:\/\/[^/?#\s]+\/r\/?#(.*)$/is.exec(trimmed)?.[1] ?? trimmed
  return /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/.test(jws) ? jws : undefined
}

/** Unlike typing, scanning takes a bare code only with its dashes: a picture holds many stray codes. */
function parsePosterText(text: string): string | undefined {
  const bare = /^\s*[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\s*$/i.test(text)
  return bare || codeOfLink(text) ? parsePosterCode(text) : undefined
}
