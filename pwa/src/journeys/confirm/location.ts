/**
 * Where the phone is: read at the tap, only if the person added it, and never
 * waited for.
 */
import type { Position } from '../../api/client'

/** Whether the location will be added; `refused` when the browser does not give it. */
export type Location = 'off' | 'on' | 'refused'

/** Longer than this the tap does not wait, in milliseconds. */
const ceiling = 1_500

/** Whether the person allowed the location before. */
export async function locationAtFirst(): Promise<Location> {
  try {
    return (await navigator.permissions.query({ name: 'geolocation' })).state === 'granted' ? 'on' : 'off'
  } catch {
    return 'off'
  }
}

/** Asks the person through the browser. What it answers is dropped: the place counts at the tap. */
export function allowLocation(): Promise<Location> {
  return new Promise((resolve) => {
    if (!navigator.geolocation) return resolve('refused')
    navigator.geolocation.getCurrentPosition(
      () => resolve('on'),
      (error) => resolve(error.code === error.PERMISSION_DENIED ? 'refused' : 'on'),
      { maximumAge: Number.POSITIVE_INFINITY },
    )
  })
}

/** Where the phone is now, or nothing when that takes too long. */
export function locate(): Promise<Position | undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), ceiling)
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => resolve({ latitude, longitude, accuracy }),
      () => resolve(undefined),
      { enableHighAccuracy: true, timeout: ceiling, maximumAge: 30_000 },
    )
  })
}
