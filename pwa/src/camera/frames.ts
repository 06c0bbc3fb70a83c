/**
 * Pictures from a film or a photo, in the form the worker takes.
 */

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

/** A picture on a canvas of its own. */
export function drawn(source: CanvasImageSource, width: number, height: number) {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('no canvas')
  context.drawImage(source, 0, 0, width, height)
  return { canvas, context }
}

/** A canvas as a JPEG; undefined when the browser cannot. */
export function jpegOf(canvas: HTMLCanvasElement): Promise<Blob | undefined> {
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/jpeg', 0.85))
}
