/** A photo of a code, as a picture file. */
import { crc32, deflateSync } from 'node:zlib'
import { encodeQR } from 'qr'

const pixels = 6

/** A gray PNG of a text's QR code, or of an empty wall. */
export function photoOf(text?: string): Buffer {
  const modules = text ? encodeQR(text, 'raw', { ecc: 'medium', border: 6 }) : []
  const side = (modules.length || 60) * pixels
  const rows = Buffer.alloc(side * (side + 1))
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      rows[y * (side + 1) + 1 + x] = modules[Math.floor(y / pixels)]?.[Math.floor(x / pixels)] ? 30 : 225
    }
  }
  return png(side, side, rows)
}

function png(width: number, height: number, rows: Buffer): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 8
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
