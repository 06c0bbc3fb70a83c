import { linkOf } from './link'
import { type LimosaReading, parseLimosaText } from './limosa'
import { codeOfLink, parsePosterCode, screenOf } from './poster-code'
import { parseReceiptText, type ReceiptText } from './receipt-text'

/** What the text of a scanned code stands for. */
export type Scanned =
  | { kind: 'poster'; code: string; screen?: string }
  | ({ kind: 'limosa' } & LimosaReading)
  | ({ kind: 'receipt' } & ReceiptText)
  | { kind: 'unknown' }

/**
 * Says what a scanned text is by its form alone. A poster's check character
 * and a receipt's three parts are looked at; nothing is verified or followed.
 */
export function classify(text: string): Scanned {
  const receipt = parseReceiptText(text)
  if (receipt) return { kind: 'receipt', ...receipt }
  const code = parsePosterText(text)
  const screen = screenOf(text)
  if (code) return { kind: 'poster', code, ...(screen && { screen }) }
  const limosa = parseLimosaText(text)
  if (limosa) return { kind: 'limosa', ...limosa }
  return { kind: 'unknown' }
}

/** Unlike typing, scanning takes a bare code only with its dashes: a picture holds many stray codes. */
function parsePosterText(text: string): string | undefined {
  const bare = /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/i.test(linkOf(text))
  return bare || codeOfLink(text) ? parsePosterCode(linkOf(text)) : undefined
}
