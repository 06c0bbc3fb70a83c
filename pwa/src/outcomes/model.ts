/**
 * What became of each person that a user registered, in one word each.
 */
import { type PresenceRecord, wantsSignIn } from '../offline/presence-record'
import type { Event } from '../ui/feedback'
import type { VerdictTone } from '../ui/verdict'

/** The word. Green is said only of a receipt number without a remark. */
export type Outcome = 'registered' | 'already' | 'remarked' | 'sending' | 'promised' | 'locked' | 'queued' | 'refused' | 'cancelled'

/** What is known beside the presence itself: who is signed in, and whether something is being sent now. */
export interface Around {
  user: string | undefined
  sending: boolean
}

/** The word for a presence. */
export function outcomeOf(record: PresenceRecord, { user, sending }: Around): Outcome {
  if (wantsSignIn(record, user)) return 'locked'
  if (record.state === 'promised') return sending && record.tries <= 1 ? 'sending' : 'promised'
  if (record.state !== 'registered') return record.state
  if (record.duplicateOf !== undefined || record.remarks.some((remark) => remark.startsWith('already_'))) return 'already'
  return record.remarks.length > 0 ? 'remarked' : 'registered'
}

/** Its colour. */
export function toneOf(outcome: Outcome): VerdictTone {
  if (outcome === 'registered') return 'good'
  if (outcome === 'refused') return 'bad'
  return outcome === 'cancelled' ? 'off' : 'wait'
}

/** How many have a receipt number. */
export function inOrder(all: PresenceRecord[]): number {
  return all.filter((record) => record.state === 'registered').length
}

/** What is felt when presences become what they are now: the worst news of those that changed. */
export function newsOf(before: ReadonlyMap<string, Outcome>, now: ReadonlyMap<string, Outcome>): Event | undefined {
  const changed = [...now].filter(([id, outcome]) => before.has(id) && before.get(id) !== outcome).map(([, outcome]) => outcome)
  if (changed.includes('refused')) return 'bad'
  if (changed.some((outcome) => outcome === 'promised' || outcome === 'locked' || outcome === 'already' || outcome === 'remarked')) return 'wait'
  return changed.includes('registered') ? 'good' : undefined
}
