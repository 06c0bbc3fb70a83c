/** A printer: what a PDF is on paper. */
import { execFileSync } from 'node:child_process'

/** A page as the eye sees it: brightness from 0 to 255, row by row. */
export interface Sheet {
  width: number
  height: number
  pixels: Uint8Array
}

/** The first page of a PDF, at a resolution that a camera sees of it. */
export function printed(pdf: Buffer): Sheet {
  const image = execFileSync('pdftoppm', ['-gray', '-r', '72', '-f', '1', '-l', '1', '-'], { input: pdf, maxBuffer: 1 << 26 })
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(image.subarray(0, 64).toString('latin1'))
  if (!head) throw new Error('pdftoppm gave no gray picture')
  const [width, height] = [Number(head[1]), Number(head[2])]
  return { width, height, pixels: image.subarray(head[0].length, head[0].length + width * height) }
}
