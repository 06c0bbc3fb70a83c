/**
 * Reads QR codes off the page's thread: with the browser's own detector where
 * it has one, else with zxing from our own server.
 */
import { prepareZXingModule, purgeZXingModule, readBarcodes } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'
import { type Light, lightOf } from './eye'
import type { Done, Effort, Job } from './job'
import { pauseAfter } from './pace'
import type { Parts } from './parts'

declare const self: DedicatedWorkerGlobalScope

interface Detector {
  detect(picture: ImageBitmap | ImageData): Promise<{ rawValue: string }[]>
}

interface DetectorClass {
  new (options: { formats: string[] }): Detector
  getSupportedFormats(): Promise<string[]>
}

let native: Promise<Detector | undefined> | undefined
let canvas: OffscreenCanvas | undefined
let small: OffscreenCanvasRenderingContext2D | null | undefined
/** The parts of texts that were read; fetched with the first code, not before the camera opens. */
let parts: Parts | undefined

self.onmessage = async ({ data }: MessageEvent<Job>) => {
  const { id, picture, effort, anew, light } = data
  if (anew) parts?.clear()
  let done: Done = { id, texts: [] }
  try {
    if (picture) done.texts = await read(picture, effort)
    else await ready()
    if (picture && parts?.progress) done.parts = parts.progress
  } catch {
    done = { id, texts: [], failed: true }
  }
  if (picture && light) done.light = measure(picture)
  if (picture instanceof ImageBitmap) picture.close()
  self.postMessage(done)
}

async function ready(): Promise<void> {
  if (!(await ownDetector())) await zxing()
}

async function read(picture: ImageBitmap | ImageData, effort: Effort): Promise<string[]> {
  const detector = await ownDetector()
  if (!detector) return readWithZXing(picture, effort)
  try {
    const found = (await detector.detect(picture)).map((code) => code.rawValue).filter(Boolean)
    if (found.length > 0) return await confirmed(found, picture)
    if (effort !== 'photo') return []
  } catch {
    // The browser promised a detector that does not work: it is not asked again.
    native = Promise.resolve(undefined)
  }
  return readWithZXing(picture, effort)
}

/** How many pictures that only the browser can read are passed over before it is believed. */
const patience = 6
let unconfirmed = 0

/**
 * The browser's detector says neither whether a text is only a part of one nor
 * how bytes were read: what it found is read again by a decoder that does. Where
 * that is out of reach the browser is believed.
 */
async function confirmed(found: string[], picture: ImageBitmap | ImageData): Promise<string[]> {
  try {
    if (found.every((await import('./parts')).isSurelyWhole)) return found
    const before = parts?.progress
    const texts = await readWithZXing(picture, 'thorough')
    if (texts.length > 0 || parts?.progress !== undefined || before !== undefined) {
      unconfirmed = 0
      return texts
    }
  } catch {
    return found
  }
  return ++unconfirmed < patience ? [] : found
}

async function readWithZXing(picture: ImageBitmap | ImageData, effort: Effort): Promise<string[]> {
  await zxing()
  const found = await readBarcodes(pixels(picture, effort), {
    formats: ['QRCode'],
    tryHarder: effort !== 'quick',
    tryRotate: effort !== 'quick',
    tryInvert: effort !== 'quick',
    tryDownscale: effort !== 'quick',
    tryDenoise: effort === 'photo',
    maxNumberOfSymbols: mostSymbols,
  })
  const codes = found.filter((code) => code.isValid)
  if (codes.length === 0) return []
  parts ??= new (await import('./parts')).Parts()
  return parts.take(codes)
}

/** As many as one text may be spread over. */
const mostSymbols = 16

/** The light in a picture, measured on a small one. */
function measure(picture: ImageBitmap | ImageData): Light {
  if (picture instanceof ImageData) return lightOf(picture.data)
  small ??= new OffscreenCanvas(32, 24).getContext('2d', { willReadFrequently: true })
  small?.drawImage(picture, 0, 0, 32, 24)
  return small ? lightOf(small.getImageData(0, 0, 32, 24).data) : { mean: 255, most: 255 }
}

/** A quick look needs no more than 640 pixels a side; a slow phone is then quick as well. */
function pixels(picture: ImageBitmap | ImageData, effort: Effort): ImageData {
  if (picture instanceof ImageData) return picture
  const scale = effort === 'quick' ? Math.min(1, 640 / Math.max(picture.width, picture.height)) : 1
  const width = Math.round(picture.width * scale)
  const height = Math.round(picture.height * scale)
  canvas ??= new OffscreenCanvas(width, height)
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('no canvas')
  context.drawImage(picture, 0, 0, width, height)
  return context.getImageData(0, 0, width, height)
}

function ownDetector(): Promise<Detector | undefined> {
  native ??= findDetector()
  return native
}

async function findDetector(): Promise<Detector | undefined> {
  const Found = (self as unknown as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  if (!Found) return undefined
  const formats = await Found.getSupportedFormats().catch((): string[] => [])
  return formats.includes('qr_code') ? new Found({ formats: ['qr_code'] }) : undefined
}

let loaded: Promise<unknown> | undefined
let failures = 0
let notBefore = 0

/** Loads our own copy of the decoder. After a failure, such as no network, it waits longer each time. */
function zxing(): Promise<unknown> {
  if (loaded) return loaded
  if (performance.now() < notBefore) return Promise.reject(new Error('the decoder is out of reach'))
  loaded = prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true }).catch((error: unknown) => {
    purgeZXingModule()
    loaded = undefined
    notBefore = performance.now() + pauseAfter(++failures)
    throw error
  })
  return loaded
}

self.addEventListener('online', () => {
  notBefore = 0
})
