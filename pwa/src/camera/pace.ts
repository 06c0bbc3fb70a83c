/**
 * When the camera looks, how hard, and when it asks the register for help.
 */
import type { Effort } from './job'

/** About eight pictures a second: quick enough for the hand, slow enough for the battery. */
export const lookEvery = 125

/** Every so many looks the light is measured, twice a second. */
export const lightEvery = 4

/** Nothing was read for this long: the person and the reader need help, in milliseconds. */
export const helpAfter = 8_000

/** Pictures go to the register at most this often, in milliseconds. */
export const helpEvery = 6_000

/** Most looks are quick; every third is thorough, for small, dim or tilted codes. */
export function effortOf(look: number): Effort {
  return look % 3 === 2 ? 'thorough' : 'quick'
}

/** Times of one search, by one clock, in milliseconds. */
export interface Search {
  /** When it began, or when something was last read. */
  since: number
  /** When the register was last asked. */
  asked?: number
}

/** Whether the person should be told how to hold the phone. */
export function struggling(search: Search, now: number): boolean {
  return now - search.since >= helpAfter
}

/** Whether to send a picture to the register now. */
export function askRegister(search: Search, now: number, online: boolean): boolean {
  return online && struggling(search, now) && now - (search.asked ?? Number.NEGATIVE_INFINITY) >= helpEvery
}

/** How long to leave a decoder alone that could not be loaded so many times, in milliseconds: 2 s to 32 s. */
export function pauseAfter(failures: number): number {
  return 1000 * 2 ** Math.min(failures, 5)
}
