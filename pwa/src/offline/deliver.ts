/**
 * Delivering promises, by the page and by the service worker alike, one of
 * them at a time.
 */
import { putPresence, putPresences } from '../api/presences'
import type { Box } from './box'
import { type Answer, answerOf, answersOf, bodyOf, flush, itemOf, type Outcome } from './flush'
import { credentialOf, type Promised } from './presence-record'
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
 * Works under a lock that pages and the service worker share, so that nobody
 * else delivers or undoes meanwhile. Where the browser has no locks two may send
 * at once, which is harmless: the register knows the id.
 */
export async function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? await navigator.locks.request('ciaw.presences', work) : await work()
}

/** Sends all promises of this phone and says what is left. */
export async function deliver(): Promise<Outcome> {
  const box = await phoneBox()
  const outcome = await alone(() => flush(box, send))
  announce()
  return outcome
}

/** Sends a batch: as its user, or without an account with the secret of its only promise. */
async function send(batch: Promised[]): Promise<Answer[]> {
  const [first] = batch
  if (!first) return []
  if (first.by === undefined) return [answerOf(await putPresence(first.id, bodyOf(first), credentialOf(first)))]
  const reply = await putPresences(batch.map(itemOf), { user: first.by })
  if (batch.length === 1 || reply.kind !== 'problem' || answerOf(reply).kind !== 'refused') return answersOf(reply, batch)
  // Something about the whole was wrong: one after another, so that one does not fail the others.
  const answers: Answer[] = []
  for (const promise of batch) answers.push(...(await send([promise])))
  return answers
}
