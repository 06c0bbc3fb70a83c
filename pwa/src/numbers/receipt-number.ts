import { labels } from '../../../static/numbers.json'
import { fromBase64url } from './base64url'
import { mod97 } from './mod97'
import { plain, unlabelled } from './plain'
import { parseReceiptText } from './receipt-text'

/**
 * A receipt number as fifteen digits, or undefined when its check digits do
 * not fit (ISO 7064, mod 97-10). Separators are forgiven.
 */
export function parseReceiptNumber(text: string): string | undefined {
  const digits = unlabelled(plain(text), labels.receipt)
  return /^[0-9]{15}$/.test(digits) && mod97(digits) === 1 ? digits : undefined
}

/** Whether a receipt number comes from the simulation environment and proves nothing. */
export function isSimulationNumber(digits: string): boolean {
  return digits.startsWith('9')
}

/**
 * The number on a receipt, fifteen digits, from the text of its code. Its
 * signature is not looked at: the register is asked about the number.
 */
export function numberOfReceipt(text: string): string | undefined {
  const body = parseReceiptText(text)?.jws.split('.')[1]
  const bytes = body === undefined ? undefined : fromBase64url(body)
  if (!bytes) return undefined
  try {
    const { jti } = JSON.parse(new TextDecoder().decode(bytes)) as { jti?: unknown }
    return typeof jti === 'string' ? parseReceiptNumber(jti) : undefined
  } catch {
    return undefined
  }
}
