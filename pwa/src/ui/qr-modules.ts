import { encodeQR } from 'qr'

/** A QR code ready to draw: the side in modules, quiet zone included, and one SVG path of its dark modules. */
export interface QrDrawing {
  side: number
  path: string
}

const quiet = 4

/**
 * Encodes a text as a QR code with the quiet zone of four modules that ISO/IEC
 * 18004 asks for. Short texts get error correction level Q, to survive dirt on
 * paper; long ones level L, because on a screen larger modules read better.
 * Throws when the text is too long for any code.
 */
export function drawQr(text: string): QrDrawing {
  const rows = encodeQR(text, 'raw', { ecc: text.length <= 100 ? 'quartile' : 'low', border: quiet })
  return { side: rows.length, path: rows.map(pathOfRow).join('') }
}

/** One rectangle for each run of dark modules. */
function pathOfRow(row: boolean[], y: number): string {
  let path = ''
  for (let x = 0; x < row.length; x++) {
    const start = x
    while (row[x]) x++
    if (x > start) path += `M${start} ${y}h${x - start}v1H${start}z`
  }
  return path
}
