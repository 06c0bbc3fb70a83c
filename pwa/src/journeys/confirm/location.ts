/**
 * Where the phone is: read while the page is open, only if the person added it,
 * so that the tap need not wait for it. It leaves the phone with the tap alone.
 */
import type { Position } from '../../api/client'

/** Whether the location will be added; `refused` when the browser does not give it. */
export type Location = 'off' | 'on' | 'refused'

/** Longer than this the tap does not wait, in milliseconds. */
export const ceiling = 1_500

/** What is older than this is not where the phone is now, in milliseconds. */
const old = 120_000

/** Whether the person allowed the location before. */
export async function locationAtFirst(): Promise<Location> {
  try {
    return (await navigator.permissions.query({ name: 'geolocation' })).state === 'granted' ? 'on' : 'off'
  } catch {
    return 'off'
  }
}

/** Follows the phone from `start` to `stop`. */
export class Locator {
  #watch: number | undefined
  #latest: { position: Position; at: number } | undefined
  #waiting: (() => void)[] = []

  constructor(
    private readonly source: Pick<Geolocation, 'watchPosition' | 'clearWatch'> | undefined,
    private readonly now: () => number = Date.now,
  ) {}

  /** Begins; the browser asks the person if it has to. It answers at the first position, or when there is none. */
  start(): Promise<Location> {
    this.stop()
    return new Promise((resolve) => {
      if (!this.source) return resolve('refused')
      this.#watch = this.source.watchPosition(
        ({ coords: { latitude, longitude, accuracy } }) => {
          this.#latest = { position: { latitude, longitude, accuracy }, at: this.now() }
          this.#tell()
          resolve('on')
        },
        (error) => {
          this.#tell()
          resolve(error.code === error.PERMISSION_DENIED ? 'refused' : 'on')
        },
        { enableHighAccuracy: true, maximumAge: 30_000 },
      )
    })
  }

  /** Ends, and forgets where the phone was. */
  stop(): void {
    if (this.#watch !== undefined) this.source?.clearWatch(this.#watch)
    this.#watch = undefined
    this.#latest = undefined
    this.#tell()
  }

  /** Where the phone is: at once if that is known, else whatever is known in a moment. Nothing if it was not started. */
  async take(): Promise<Position | undefined> {
    if (this.#watch !== undefined && !this.#fresh()) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve)
        setTimeout(resolve, ceiling)
      })
    }
    return this.#fresh()
  }

  #fresh(): Position | undefined {
    return this.#latest && this.now() - this.#latest.at < old ? this.#latest.position : undefined
  }

  #tell(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}
