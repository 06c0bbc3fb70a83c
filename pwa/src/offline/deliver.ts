/**
 * Delivering promises, by the page and by the service worker alike, one of
 * them at a time.
 */
import { putPresence } from '../api/client'
import type { Box } from './box'
import { answerOf, bodyOf, flush, type Outcome } from './flush'
import { memoryBox } from './memory-box'
import { storedBox } from './stored-box'

/** The name of the background sync that asks the service worker to deliver. */
export const syncTag = 'promises'

let opened: Promise<Box> | undefined

/** The box of this phone; where the browser forbids storage, one that lasts as long as the page. */
export function phoneBox(): Promise<Box> {
  opened ??= storedBox(() => (opened = undefined)).catch(memoryBox)
  return opened
}

const changes = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('ciaw.presences')

/** Tells the other pages and the service worker that something kept has changed. */
export function announce(): void {
  changes?.postMessage(null)
}

/** Calls back when another page or the service worker changed something. */
export function onChange(listener: () => void): void {
  changes?.addEventListener('message', listener)
}

/**
 * Keeps others from delivering or undoing meanwhile. Where the browser has no
 * locks two may send at once, which is harmless: the register knows the id.
 */
export async function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? await navigator.locks.request('ciaw.presences', work) : await work()
}

/** Sends all promises of this phone and says what is left. */
export async function deliver(): Promise<Outcome> {
  const box = await phoneBox()
  const outcome = await alone(() =>
    flush(box, async (promise) => answerOf(await putPresence(promise.id, bodyOf(promise)))),
  )
  announce()
  return outcome
}
