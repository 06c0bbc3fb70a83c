/**
 * The rules by which promises leave this phone.
 */
import type { NewPresence, Registered } from '../api/client'
import type { Reply } from '../api/reply'
import type { Item, ItemOutcome } from '../api/presences'
import type { Box } from './box'
import { directionOf, type PresenceRecord, type Promised, refused, settled } from './presence-record'
import { isSamePerson, isSameWorkplace } from './shifts'

/** The result of one attempt to deliver a promise. */
export type Answer =
  | { kind: 'told'; presence: Registered }
  | { kind: 'refused'; code: string }
  /** The register answered, but not on this promise: the next one may fare better. */
  | { kind: 'later' }
  /** Only the user who made it can send it, and is not signed in: it has not left. */
  | { kind: 'signed_out' }
  /** Nobody answered, or the register asks for patience: trying the next is useless. */
  | { kind: 'unreachable'; retryAfter?: number; code?: string }

/** How a round of delivering ended. */
export interface Outcome {
  /** Promises that still wait for the register. */
  waiting: number
  /** Promises that wait for their user to sign in, if there are any. */
  locked?: number
  /** Seconds that the register asked to be left alone for. */
  retryAfter?: number
  /** Why it takes nothing, if it answered so. */
  code?: string
}

/** The largest batch: so many promises of one user travel together. */
const most = 50

/** Divides promises into batches, in their order: those of a user together, those of the phone itself each alone. */
export function batchesOf(promises: Promised[]): Promised[][] {
  const batches: Promised[][] = []
  for (const promise of promises) {
    const last = batches.at(-1)
    if (last && promise.by !== undefined && last[0]?.by === promise.by && last.length < most) last.push(promise)
    else batches.push([promise])
  }
  return batches
}

/**
 * Sends what is promised, oldest first, and stops as soon as nobody answers.
 * A promise that is refused, or that the register stumbles over, never holds
 * up the next, unless that is the out of an in, or the in after a pause, which
 * keep their order. `send` answers for each promise of a batch.
 */
export async function flush(box: Box, send: (batch: Promised[]) => Promise<Answer[]>): Promise<Outcome> {
  const promises = await box.promised()
  let waiting = promises.length
  let locked = 0
  const held: Promised[] = []
  for (const all of batchesOf(promises)) {
    const batch = all.filter((promise) => !held.some((before) => follows(promise, before)))
    if (batch.length === 0) continue
    const ids = batch.map(({ id }) => id)
    // Counted before it leaves: once sent, it may be registered although no answer comes.
    await box.changeAll(ids, tried)
    const answers = await send(batch)
    const byId = new Map(ids.map((id, i) => [id, answers[i]]))
    await box.changeAll(ids, (record) => afterwards(record, byId.get(record.id)))
    const how = (kind: Answer['kind']) => answers.filter((answer) => answer.kind === kind).length
    locked += how('signed_out')
    waiting -= how('signed_out') + how('told') + how('refused')
    held.push(...batch.filter((_, i) => answers[i]?.kind === 'later'))
    const silence = answers.find((answer) => answer.kind === 'unreachable')
    if (silence) return { ...outcome(waiting, locked), ...pause(silence.retryAfter), ...(silence.code !== undefined && { code: silence.code }) }
  }
  return outcome(waiting, locked)
}

/** Whether a promise must not overtake another: in and out of one person at one workplace. */
function follows(promise: Promised, before: Promised): boolean {
  const timed = directionOf(promise) !== 'day' && directionOf(before) !== 'day'
  return timed && isSamePerson(promise, before) && isSameWorkplace(promise, before)
}

/** The record of a promise after an answer. Without one, and once it is no promise any more, it stays as it is. */
export function afterwards(record: PresenceRecord, answer: Answer | undefined): PresenceRecord {
  if (record.state !== 'promised' || !answer) return record
  if (answer.kind === 'told') return settled(record, answer.presence)
  if (answer.kind === 'signed_out') return { ...record, tries: Math.max(0, record.tries - 1) }
  return answer.kind === 'refused' ? refused(record, answer.code) : record
}

/**
 * Tells permanent failures from transient ones: only a refusal of a promise's
 * content is final; a full, slow or stumbling register is asked again.
 */
export function answerOf(reply: Reply<Registered>): Answer {
  if (reply.kind === 'ok') return { kind: 'told', presence: reply.value }
  if (reply.kind === 'unreachable') return { kind: 'unreachable' }
  if (reply.code === 'signed_out') return { kind: 'signed_out' }
  if (reply.status === 429 || reply.status === 503) return { kind: 'unreachable', ...pause(reply.retryAfter), code: reply.code }
  if (reply.status >= 500 || reply.status === 408 || reply.status === 425) return { kind: 'later' }
  return { kind: 'refused', code: reply.code }
}

/** What a reply means for each promise of a batch, in their order. */
export function answersOf(reply: Reply<{ items: ItemOutcome[] }>, batch: Promised[]): Answer[] {
  if (reply.kind !== 'ok') return batch.map(() => answerOf(reply))
  return batch.map((promise, i) => {
    const { presence, problem } = reply.value.items[i] ?? {}
    if (presence?.id === promise.id) return { kind: 'told', presence }
    if (!problem) return { kind: 'later' }
    return answerOf({ kind: 'problem', status: problem.status, code: problem.errors?.[0]?.code ?? problem.code })
  })
}

/** A promise in the words of the contract, without the credential that it is sent with. */
export function bodyOf(promise: Promised): NewPresence {
  const direction = directionOf(promise)
  return {
    worker: workerOf(promise),
    ...promise.place,
    on: promise.on,
    ...(direction !== 'day' && { direction }),
    capturedAt: promise.capturedAt,
    ...(promise.position && { position: promise.position }),
  }
}

/** A promise as one of several. */
export function itemOf(promise: Promised): Item {
  return { id: promise.id, ...bodyOf(promise) }
}

function workerOf(promise: Promised): NewPresence['worker'] {
  if ('limosa' in promise) return { limosa: promise.limosa, ...(promise.named && promise.worker && { name: promise.worker }) }
  if ('niss' in promise) return { niss: promise.niss, ...(promise.worker && { name: promise.worker }) }
  return 'like' in promise ? { like: promise.like } : { self: true }
}

/** Exponential backoff: seconds to wait before the next round, doubling from 5 seconds to 5 minutes, or as long as the register asked. */
export function pauseBefore(round: number, asked?: number): number {
  return Math.max(asked ?? 0, Math.min(300, 5 * 2 ** Math.min(round, 10)))
}

function tried(record: PresenceRecord): PresenceRecord {
  return record.state === 'promised' ? { ...record, tries: record.tries + 1 } : record
}

function outcome(waiting: number, locked: number): Outcome {
  return { waiting, ...(locked > 0 && { locked }) }
}

function pause(retryAfter: number | undefined): { retryAfter?: number } {
  return retryAfter === undefined ? {} : { retryAfter }
}
