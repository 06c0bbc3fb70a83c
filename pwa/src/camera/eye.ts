/**
 * Whether a camera shows anything: some stay black, muted or still after
 * another app or a call had them, and no browser says so.
 */

/** What the worker saw of the light in a picture, 0 to 255. */
export interface Light {
  /** Of all of the picture. */
  mean: number
  /** Of its brightest spot. */
  most: number
}

/** What is known of a camera at one look. */
export interface Sight {
  /** By one clock, in milliseconds. */
  now: number
  /** Whether there was a picture since the look before; undefined where the browser does not tell. */
  fresh?: boolean
  /** The browser gives no pictures, or there was none yet. */
  empty: boolean
  /** When it was measured in this look. */
  light?: Light
}

/** It shows nothing for this long before anything is done, in milliseconds. */
export const blindAfter = 2_000

/** And in so many looks: a page that slept did not look. */
const looksNeeded = 6

/** A lens that is covered, or a night without a lamp, is brighter than this somewhere. */
const black = 8

/** Follows one camera from look to look. */
export class Eye {
  private since: number | undefined
  private looks = 0
  private dark = false

  /** Has not seen anything `since` then. */
  constructor(since: number) {
    this.since = since
  }

  /** Whether it showed something at the last look. */
  get sees(): boolean {
    return this.since === undefined
  }

  /** Whether it has shown nothing for too long. */
  look({ now, fresh, empty, light }: Sight): boolean {
    if (light) this.dark = light.most <= black
    const nothing = empty || fresh === false || this.dark
    if (!nothing) {
      this.since = undefined
      this.looks = 0
      return false
    }
    this.since ??= now
    return ++this.looks >= looksNeeded && now - this.since >= blindAfter
  }
}

/** It is dark below this, on average … */
const dim = 45

/** … and no more until it is brighter than this: nothing flickers in between. */
const bright = 70

/** So many measurements in a row change the word: one shadow does not. */
const inARow = 3

/** Whether it is too dark to read, told calmly. */
export class Dusk {
  private row = 0
  /** Whether it is dark. */
  is = false

  /** Takes a measurement. */
  measure({ mean }: Light): boolean {
    const other = this.is ? mean > bright : mean < dim
    this.row = other ? this.row + 1 : 0
    if (this.row >= inARow) {
      this.is = !this.is
      this.row = 0
    }
    return this.is
  }
}

/** The light in some pixels, four bytes each. */
export function lightOf(pixels: Uint8ClampedArray): Light {
  let sum = 0
  let most = 0
  const step = 4 * Math.max(1, Math.floor(pixels.length / 4 / 1024))
  let count = 0
  for (let i = 0; i + 2 < pixels.length; i += step) {
    const light = 0.299 * (pixels[i] ?? 0) + 0.587 * (pixels[i + 1] ?? 0) + 0.114 * (pixels[i + 2] ?? 0)
    sum += light
    most = Math.max(most, light)
    count++
  }
  return { mean: sum / Math.max(1, count), most }
}
