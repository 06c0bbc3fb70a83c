/**
 * A search over presences, as the address keeps it.
 */
import type { PresenceFilter, PresenceRow } from '../../api/workplaces'
import { isDay } from '../../numbers'

/** Reads the filter from the query of the address; a day that is none is today. */
export function filterOf(query: string, today: string): PresenceFilter {
  const values = new URLSearchParams(query)
  const day = (name: string, otherwise: string) => {
    const text = values.get(name) ?? ''
    return isDay(text) ? text : otherwise
  }
  const from = day('from', today)
  return { from, to: day('to', from < today ? today : from), workplace: values.get('workplace') ?? '', employer: values.get('employer') ?? '' }
}

/** What the state of a presence is called: the name of a word of the screen of one's own days. */
export function wordOf(state: PresenceRow['state']): 'registered' | 'remarked' | 'queued' | 'refused' | 'cancelled' {
  if (state === 'validated') return 'registered'
  return state === 'doubted' ? 'remarked' : state
}

/** Whether it may still be undone: by the company that registered it, until its day is over. */
export function undoable(row: PresenceRow, today: string): boolean {
  return row.mine && row.on >= today && row.state !== 'cancelled' && row.state !== 'refused'
}
