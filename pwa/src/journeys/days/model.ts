/**
 * The list of presences kept on this phone.
 */
import type { Kept } from '../../offline/kept'
import type { VerdictTone } from '../../ui/verdict'

/** How one presence looks in the list: a receipt with a remark is not plain green. */
export type Mark = 'registered' | 'remarked' | 'promised' | 'queued' | 'refused' | 'cancelled'

/** One day with its presences, newest first. */
export interface Day {
  on: string
  presences: Kept[]
}

/** Sorts what is kept (newest first) into days, latest day first. */
export function daysOf(kept: Kept[]): Day[] {
  const days = new Map<string, Kept[]>()
  for (const presence of kept) days.set(presence.on, [...(days.get(presence.on) ?? []), presence])
  return [...days].map(([on, presences]) => ({ on, presences })).sort((a, b) => (a.on < b.on ? 1 : -1))
}

/** How many wait to be sent. */
export function waitingIn(kept: Kept[]): number {
  return kept.filter((presence) => presence.state === 'promised').length
}

/** The mark of a presence. */
export function markOf(kept: Kept): Mark {
  return kept.state === 'registered' && kept.remarks.length > 0 ? 'remarked' : kept.state
}

/** The colour of a mark. */
export function toneOf(mark: Mark): VerdictTone {
  if (mark === 'registered') return 'good'
  if (mark === 'refused') return 'bad'
  return mark === 'cancelled' ? 'off' : 'wait'
}
