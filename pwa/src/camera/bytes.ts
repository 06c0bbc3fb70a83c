/**
 * The text of a code whose bytes do not say how they are to be read. The
 * standard says ISO 8859-1, what writes codes today means UTF-8, and only what
 * can hardly be either is taken for Japanese or Chinese: "Bâtiment" in Latin 1
 * would pass for both. The register reads the same way (qr/text.go).
 */
export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xfe && second === 0xff) return decoded(bytes, 'utf-16be')
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Not UTF-8.
  }
  if (isShiftJis(bytes)) return decoded(bytes, 'shift_jis')
  if (isGb2312(bytes)) return decoded(bytes, 'gbk')
  if (bytes.some(isControl)) return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return Array.from(bytes, (byte) => (byte >= 0x80 && byte < 0xa0 ? windows1252.charAt(byte - 0x80) : String.fromCharCode(byte))).join('')
}

/** What Windows-1252 has from 0x80 to 0x9f, where ISO 8859-1 has nothing to see. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

const decoded = (bytes: Uint8Array, encoding: string) => new TextDecoder(encoding).decode(bytes)

/** Japanese beyond doubt: well formed, with kana or punctuation of two bytes, whose first ones Latin texts hardly have. */
function isShiftJis(bytes: Uint8Array): boolean {
  let sure = 0
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0
    if (lead < 0x80 || (lead >= 0xa1 && lead <= 0xdf)) continue // half-width kana
    const trail = bytes[++i] ?? 0
    if (lead === 0x80 || lead === 0xa0 || lead > 0xfc || trail < 0x40 || trail === 0x7f || trail > 0xfc) return false
    if ((lead === 0x82 && trail >= 0x9f && trail <= 0xf1) || (lead === 0x83 && trail <= 0x96) || (lead === 0x81 && trail >= 0x80)) sure++
  }
  return sure > 0
}

/** Chinese beyond doubt: pairs of high bytes only, several common characters, a quarter of bytes that letters of others are not. */
function isGb2312(bytes: Uint8Array): boolean {
  let common = 0
  let high = 0
  let odd = 0
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0
    if (lead < 0x80) continue
    const trail = bytes[++i] ?? 0
    if (lead < 0xa1 || lead === 0xff || trail < 0xa1 || trail === 0xff) return false
    if (lead >= 0xb0 && lead <= 0xd7) common++
    high += 2
    odd += Number(lead < 0xc0) + Number(trail < 0xc0)
  }
  return common >= 2 && 4 * odd >= high
}

/** No character of Windows-1252, in which texts are written that say they are ISO 8859-1. */
function isControl(byte: number): boolean {
  if ([0x09, 0x0a, 0x0d, 0x1d].includes(byte)) return false
  return byte < 0x20 || [0x7f, 0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte)
}
