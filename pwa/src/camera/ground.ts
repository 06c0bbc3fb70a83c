/**
 * Pictures that are transparent, laid over one colour: a code may be dark on
 * nothing, or light.
 */

/** The pixels of a picture over white or black; four bytes each, not premultiplied. */
export function over(pixels: Uint8ClampedArray, ground: 'white' | 'black'): Uint8ClampedArray<ArrayBuffer> {
  const rest = ground === 'white' ? 255 : 0
  const solid = new Uint8ClampedArray(pixels.length)
  for (let i = 0; i < pixels.length; i += 4) {
    const alpha = (pixels[i + 3] ?? 255) / 255
    for (let colour = i; colour < i + 3; colour++) solid[colour] = (pixels[colour] ?? 0) * alpha + rest * (1 - alpha)
    solid[i + 3] = 255
  }
  return solid
}

/** Whether a picture is transparent, anywhere. */
export function isTransparent(pixels: Uint8ClampedArray): boolean {
  for (let i = 3; i < pixels.length; i += 4) if (pixels[i] !== 255) return true
  return false
}
