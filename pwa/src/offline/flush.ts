/**
 * The rules by which promises leave this phone.
 */
import type { NewPresence, Registered } from '../api/client'
import type { Reply } from '../api/reply'
import type { Box } from './box'
import { type Kept, type Promised, refused, settled } from './kept'

/** What one try to deliver a promise came to. */
export type Answer =
  | { kind: 'told'; presence: Registered }
  | { kind: 'refused'; code: string }
  /** The register answered, but not on this promise: the next one may fare better. */
  | { kind: 'later' }
  /** Nobody answered, or the register asks for patience: trying the next is useless. */
  | { kind: 'unreachable'; retryAfter?: number }

/** How a round of delivering ended. */
export interface Outcome {
  /** Promises that still wait. */
  waiting: number
  /** Seconds that the register asked to be left alone for. */
  retryAfter?: number
}

/**
 * Sends what is promised, oldest first, and stops as soon as nobody answers.
 * A promise that is refused, or that the register stumbles over, never holds
 * up the next.
 */
export async function flush(box: Box, send: (promise: Promised) => Promise<Answer>): Promise<Outcome> {
  const promises = await box.promised()
  for (const promise of promises) {
    // Counted before it leaves: once sent, it may be registered although no answer comes.
    await box.change(promise.id, tried)
    const answer = await send(promise)
    if (answer.kind === 'unreachable') return { ...(await outcome(box)), ...pause(answer.retryAfter) }
    await box.change(promise.id, (kept) => afterwards(kept, answer))
  }
  return outcome(box)
}

/** What an answer makes of a promise. What is no promise any more stays as it is. */
export function afterwards(kept: Kept, answer: Answer): Kept {
  if (kept.state !== 'promised') return kept
  if (answer.kind === 'told') return settled(kept, answer.presence)
  return answer.kind === 'refused' ? refused(kept, answer.code) : kept
}

/**
 * What a reply means for a promise. Only a refusal of its content is final;
 * a full, slow or stumbling register is asked again.
 */
export function answerOf(reply: Reply<Registered>): Answer {
  if (reply.kind === 'ok') return { kind: 'told', presence: reply.value }
  if (reply.kind === 'unreachable') return { kind: 'unreachable' }
  if (reply.status === 429 || reply.status === 503) return { kind: 'unreachable', ...pause(reply.retryAfter) }
  if (reply.status >= 500 || reply.status === 408 || reply.status === 425) return { kind: 'later' }
  return { kind: 'refused', code: reply.code }
}

/** A promise in the words of the contract. */
export function bodyOf(promise: Promised): NewPresence {
  return {
    worker: { limosa: promise.limosa },
    ...promise.place,
    on: promise.on,
    capturedAt: promise.capturedAt,
    secret: promise.secret,
    ...(promise.position && { position: promise.position }),
  }
}

/** Seconds to wait before the next round: twice as long each time, from 5 seconds to 5 minutes. */
export function pauseBefore(round: number, asked?: number): number {
  return Math.max(asked ?? 0, Math.min(300, 5 * 2 ** Math.min(round, 10)))
}

function tried(kept: Kept): Kept {
  return kept.state === 'promised' ? { ...kept, tries: kept.tries + 1 } : kept
}

async function outcome(box: Box): Promise<Outcome> {
  return { waiting: (await box.promised()).length }
}

function pause(retryAfter: number | undefined): { retryAfter?: number } {
  return retryAfter === undefined ? {} : { retryAfter }
}
