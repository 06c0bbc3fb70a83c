/**
 * Pictures from a film or a photo, in the form the worker takes.
 */

import { isTransparent, over } from './ground'

/** Whether the worker can draw; elsewhere the page must do it for it. */
const workerDraws = typeof OffscreenCanvas !== 'undefined' && typeof createImageBitmap !== 'undefined'

/** What the camera shows now; undefined before its first picture. */
export async function frameOf(video: HTMLVideoElement): Promise<ImageBitmap | ImageData | undefined> {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return undefined
  if (workerDraws) return createImageBitmap(video)
  return drawn(video, video.videoWidth, video.videoHeight).context.getImageData(0, 0, video.videoWidth, video.videoHeight)
}

/** What the camera shows now, as a JPEG to send. */
export async function stillOf(video: HTMLVideoElement): Promise<Blob | undefined> {
  if (video.videoWidth === 0) return undefined
  return jpegOf(drawn(video, video.videoWidth, video.videoHeight).canvas)
}

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

function drawn(source: CanvasImageSource, width: number, height: number) {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('no canvas')
  context.drawImage(source, 0, 0, width, height)
  return { canvas, context }
}

function jpegOf(canvas: HTMLCanvasElement): Promise<Blob | undefined> {
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/jpeg', 0.85))
}
