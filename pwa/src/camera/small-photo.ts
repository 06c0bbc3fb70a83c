/**
 * A photo made small: as pixels for the worker, and as a picture to send.
 */
import { drawn, jpegOf } from './frames'
import { isTransparent, over } from './ground'

/** A photo no larger than reading needs: as pixels for the worker and as a JPEG to send. */
export interface SmallPhoto {
  pixels: ImageData
  /** Over black, of a photo that is transparent. */
  onBlack?: ImageData
  jpeg: Blob
}

/** Sides beyond this help no reader and cost time and network, in pixels. */
const longestSide = 2000

/** Makes a photo small. Undefined when the browser cannot open the file. */
export async function smallPhoto(file: Blob): Promise<SmallPhoto | undefined> {
  const image = await imageOf(file)
  if (!image) return undefined
  const scale = Math.min(1, longestSide / Math.max(image.naturalWidth, image.naturalHeight))
  const width = Math.max(1, Math.round(image.naturalWidth * scale))
  const height = Math.max(1, Math.round(image.naturalHeight * scale))
  const { canvas, context } = drawn(image, width, height)
  const pixels = context.getImageData(0, 0, width, height)
  if (!isTransparent(pixels.data)) {
    const jpeg = await jpegOf(canvas)
    return jpeg && { pixels, jpeg }
  }
  const onWhite = new ImageData(over(pixels.data, 'white'), width, height)
  context.putImageData(onWhite, 0, 0)
  const jpeg = await jpegOf(canvas)
  return jpeg && { pixels: onWhite, onBlack: new ImageData(over(pixels.data, 'black'), width, height), jpeg }
}

/** An image element opens what createImageBitmap does not on older phones, and turns it upright. */
async function imageOf(file: Blob): Promise<HTMLImageElement | undefined> {
  const url = URL.createObjectURL(file)
  const image = new Image()
  try {
    image.src = url
    await image.decode()
    return image.naturalWidth > 0 ? image : undefined
  } catch {
    return undefined
  } finally {
    URL.revokeObjectURL(url)
  }
}
