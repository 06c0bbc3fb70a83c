/**
 * The queue of promises as the page sees it, with all else that this phone
 * keeps, and the occasions on which promises are sent: at the tap, at the
 * start, when the network returns, when the app comes back to the front, and
 * from time to time.
 */
import { computed, signal } from '@preact/signals'
import type { CancelReason } from '../api/client'
import { today } from '../api/clock'
import { cancelPresence, getPresence } from '../api/presences'
import type { Reply } from '../api/reply'
import { me, signOut } from '../api/session'
import { byCapture } from './box'
import { alone, announce, deliver, onChange, phoneBox, syncTag } from './deliver'
import { withDoubles } from './doubles'
import { begin } from './draft'
import { pauseBefore } from './flush'
import { cancelled, credentialOf, type PresenceRecord, type Promised, settled, tidied } from './presence-record'
import { decline, keepLastTap } from './last-tap'
import { recallLimosa } from './limosa'
import { forgetRecentDays } from './recent-days'
import { erase } from './storage'

const kept = signal<PresenceRecord[] | undefined>(undefined)

/** Everything kept on this phone, newest first, with what was said twice marked; undefined until it has been read. */
export const presences = computed(() => kept.value && withDoubles(kept.value))

/** What delivering is doing: nothing, sending right now, or waiting because nobody answered. */
export const delivery = signal<'idle' | 'sending' | 'waiting'>('idle')

/** Why the register took nothing when it was last asked, by its code; undefined if it did, or did not answer. */
export const hindered = signal<string | undefined>(undefined)

/** Reads what is kept and begins to deliver. Call it once. */
export async function startKeeping(): Promise<void> {
  onChange(() => void reread())
  addEventListener('online', () => void sendNow())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void sendNow()
  })
  await reread()
  const day = today()
  const box = await phoneBox()
  const untidy = (presences.value ?? []).filter((record) => tidied(record, day) !== record)
  if (untidy.length > 0) await box.changeAll(untidy.map(({ id }) => id), (record) => tidied(record, day))
  await sendNow()
  let user = me.value?.id
  me.subscribe((now) => {
    // Only once somebody has signed in, what they promised can be sent.
    if (now && now.id !== user) void sendNow()
    if (now?.id !== user) void forgetRecentDays()
    user = now?.id
  })
}

/** Stores promises in one transaction, all or none; when this resolves they are safe, and on their way to the register. */
export async function promise(...made: Promised[]): Promise<void> {
  await (await phoneBox()).add(...made)
  // No need to read them back: the page knows what it has just kept.
  const others = (kept.value ?? []).filter(({ id }) => !made.some((one) => one.id === id))
  kept.value = [...made, ...others].sort(byCapture).reverse()
  void navigator.storage?.persist?.()
  void sendNow()
}

let underWay: Promise<void> | undefined
let again = false
let round = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** Sends what waits, now. Asked for while sending, it sends once more afterwards. */
export function sendNow(): Promise<void> {
  again = underWay !== undefined
  underWay ??= sendRound()
    // The phone's storage may fail; the next occasion tries again.
    .catch(() => void (delivery.value = 'waiting'))
    .finally(() => {
      underWay = undefined
      if (again) void sendNow()
    })
  return underWay
}

async function sendRound(): Promise<void> {
  clearTimeout(timer)
  const before = undecided()
  delivery.value = before.length > 0 ? 'sending' : 'idle'
  if (before.length === 0) return
  const { retryAfter, code } = await deliver(before)
  hindered.value = code
  await reread()
  const done = undecided().length === 0
  delivery.value = done ? 'idle' : 'waiting'
  round = done ? 0 : round + 1
  if (done) return
  timer = setTimeout(() => void sendNow(), pauseBefore(round - 1, retryAfter) * 1000)
  await askServiceWorker()
}

/** Presences whose final state the register has not told: promised or queued. */
function undecided(): PresenceRecord[] {
  return presences.value?.filter((record) => record.state === 'promised' || record.state === 'queued') ?? []
}

/** Background sync sends even when the app is closed; browsers without it have the other occasions. */
async function askServiceWorker(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  const sync = (registration as { sync?: { register(tag: string): Promise<void> } } | undefined)?.sync
  await sync?.register(syncTag).catch(() => undefined)
}

/** Asks the register how a presence stands now. Without an answer, what is kept stays. */
export async function refresh(id: string): Promise<void> {
  const box = await phoneBox()
  const record = await box.get(id)
  if (!record || record.state === 'promised' || record.state === 'refused') return
  const reply = await getPresence(id, credentialOf(record))
  if (reply.kind === 'ok') await changed(id, (now) => settled(now, reply.value))
}

/** Keeps what the register knows of a presence of the user that another device made; says whether it does. */
export async function adopt(id: string): Promise<boolean> {
  const by = me.value?.id
  const reply = await getPresence(id, { user: undefined })
  if (reply.kind !== 'ok' || by === undefined) return false
  const { on, recordedAt, workplace } = reply.value
  const seed: PresenceRecord = { id, by, on, capturedAt: recordedAt, place: { workplace: workplace.number }, state: 'queued' }
  await (await phoneBox()).add(settled(seed, reply.value))
  await reread()
  announce()
  return true
}

/** How undoing went: undone, nobody answered, or the register's refusal. */
export type Undone = { kind: 'undone' } | { kind: 'unreachable' } | { kind: 'problem'; code: string }

/**
 * Undoes a presence. A promise that never left this phone is simply dropped;
 * anything else only the register can undo.
 */
export async function undo(id: string, reason: CancelReason): Promise<Undone> {
  return alone(async () => {
    const record = await (await phoneBox()).get(id)
    if (!record) return { kind: 'undone' }
    if (record.state === 'promised' && record.tries === 0) {
      await changed(id, (now) => cancelled(now, reason))
      return { kind: 'undone' }
    }
    const undone = undoneBy(await cancelPresence(id, reason, credentialOf(record)), record)
    if (undone.kind === 'undone') await changed(id, (now) => cancelled(now, reason))
    return undone
  })
}

/** What the register's reply to an undoing means; a promise it never received is undone by being dropped. */
export function undoneBy(reply: Reply<unknown>, record: PresenceRecord): Undone {
  if (reply.kind === 'ok') return { kind: 'undone' }
  if (reply.kind === 'unreachable') return reply
  if (reply.code === 'presence_unknown' && record.state === 'promised') return { kind: 'undone' }
  return { kind: 'problem', code: reply.code }
}

/**
 * Forgets everything that this phone keeps, ends its notifications and signs
 * out. It rejects where something is left. The register may be long in answering, so that erasing
 * does not wait for it; its answer leaves a trace of its own, which goes too.
 */
export async function forgetEverything(): Promise<void> {
  begin()
  keepLastTap(undefined)
  decline(false)
  await erase('forgotten').finally(() => Promise.all([reread(), recallLimosa()]))
  announce()
  await import('../api/notices').then(({ forgetDevice }) => forgetDevice()).catch(() => undefined)
  if (!me.value) return
  await signOut()
  await erase('forgotten')
}

async function changed(id: string, how: (record: PresenceRecord) => PresenceRecord): Promise<void> {
  await (await phoneBox()).change(id, how)
  await reread()
  announce()
}

async function reread(): Promise<void> {
  kept.value = await (await phoneBox()).all()
}
