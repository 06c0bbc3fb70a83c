/**
 * Delivering promises, by the page and by the service worker alike, one of
 * them at a time.
 */
import { getPresence, putPresence, putPresences } from '../api/presences'
import type { Box } from './box'
import { type Answer, answerOf, answersOf, bodyOf, flush, itemOf, type Outcome } from './flush'
import { credentialOf, type PresenceRecord, type Promised, settled } from './presence-record'
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

/**
 * Sends all promises of this phone, asks after what is queued at the register,
 * and says what is left. Whoever knows what is queued says so and saves a look.
 */
export async function deliver(known?: PresenceRecord[]): Promise<Outcome & { queued: number }> {
  const box = await phoneBox()
  const outcome = await alone(() => flush(box, send))
  const queued = await askAfter((known ?? (await box.all())).filter(({ state }) => state === 'queued'), box)
  announce()
  return { ...outcome, queued }
}

/** Asks how presences stand that wait for their authority, until nobody answers; says how many still wait. */
async function askAfter(queued: PresenceRecord[], box: Box): Promise<number> {
  let left = queued.length
  for (const waiting of queued) {
    const { id } = waiting
    const reply = await getPresence(id, credentialOf(waiting))
    if (reply.kind === 'unreachable') break
    if (reply.kind !== 'ok') continue
    const now = await box.change(id, (record) => (record.state === 'queued' ? settled(record, reply.value) : record))
    if (now?.state !== 'queued') left--
  }
  return left
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
