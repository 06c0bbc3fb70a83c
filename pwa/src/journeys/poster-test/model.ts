/**
 * What a printed poster turns out to be when it is scanned before it is hung.
 */
import type { PosterReply } from '../../api/client'
import type { Reply } from '../../api/reply'
import type { VerdictTone } from '../../ui/verdict'

/** The outcome of one scan. `not_open` is right too, but nobody can register with it today. */
export type Outcome =
  | { kind: 'right' | 'not_open' | 'revoked'; gate: string }
  | { kind: 'other_place'; name: string }
  | { kind: 'not_poster' | 'unknown' | 'unreachable' }

/** Judges a poster of that workplace by what the register says of it. */
export function judge(reply: Reply<PosterReply>, number: string): Outcome {
  if (reply.kind !== 'ok') return { kind: reply.kind === 'problem' && reply.status === 404 ? 'unknown' : 'unreachable' }
  const { workplace, revoked, gate = '' } = reply.value
  if (workplace.number !== number) return { kind: 'other_place', name: workplace.name }
  if (revoked) return { kind: 'revoked', gate }
  return { kind: workplace.open === 'open' ? 'right' : 'not_open', gate }
}

/** The colour of an outcome. */
export function toneOf(outcome: Outcome): VerdictTone {
  if (outcome.kind === 'right') return 'good'
  return outcome.kind === 'not_open' || outcome.kind === 'unreachable' ? 'wait' : 'bad'
}
