/**
 * A search over presences, as the address keeps it, and what is said of what it
 * found.
 */
import type { PresenceFilter, PresenceRow } from '../../api/workplaces'
import { addDays, isDay } from '../../numbers'

/** Reads the filter from the query of the address; a day that is none is today. */
export function filterOf(query: string, today: string): Omit<PresenceFilter, 'name' | 'personOf'> {
  const values = new URLSearchParams(query)
  const day = (name: string, otherwise: string) => {
    const text = values.get(name) ?? ''
    return isDay(text) ? text : otherwise
  }
  const from = day('from', today)
  return { from, to: day('to', from < today ? today : from), workplace: values.get('workplace') ?? '', employer: values.get('employer') ?? '' }
}

/** A period of days, both included. */
export interface Period {
  from: string
  to: string
}

/** A period that is asked for with one tap. */
export type Preset = 'today' | 'yesterday' | 'this_week' | 'last_week'

/** The presets as of a day, in the order in which they are offered. */
export function presetsOf(today: string): [Preset, Period][] {
  const yesterday = addDays(today, -1)
  const monday = mondayOf(today)
  return [
    ['today', { from: today, to: today }],
    ['yesterday', { from: yesterday, to: yesterday }],
    ['this_week', { from: monday, to: addDays(monday, 6) }],
    ['last_week', { from: addDays(monday, -7), to: addDays(monday, -1) }],
  ]
}

/** The days of the week that a period lies in, Monday first; none if it is in several. */
export function weekOf({ from, to }: Period): string[] {
  const monday = mondayOf(from)
  return mondayOf(to) === monday ? [0, 1, 2, 3, 4, 5, 6].map((n) => addDays(monday, n)) : []
}

function mondayOf(day: string): string {
  return addDays(day, -((new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7))
}

/** The presences of one month. */
export interface Month {
  /** Its first day. */
  first: string
  rows: PresenceRow[]
  /** On how many days somebody was there. */
  days: number
  /** At how many workplaces. */
  workplaces: number
}

/** Presences by month, in the order in which they come. What was cancelled or refused is shown and not counted. */
export function monthsOf(rows: PresenceRow[]): Month[] {
  const months = new Map<string, PresenceRow[]>()
  for (const row of rows) {
    const first = `${row.on.slice(0, 7)}-01`
    months.set(first, [...(months.get(first) ?? []), row])
  }
  return [...months].map(([first, some]) => {
    const counted = some.filter(stands)
    return { first, rows: some, days: new Set(counted.map(({ on }) => on)).size, workplaces: new Set(counted.map(({ workplace }) => workplace.number)).size }
  })
}

/** So many months are shown at once of a person. */
const monthsAtOnce = 3

/** The period of a person's page that ends with the month of a day: that month and the two before. */
export function monthsBefore(day: string): Period {
  const at = new Date(`${day.slice(0, 7)}-01T12:00:00Z`)
  const from = new Date(at)
  from.setUTCMonth(at.getUTCMonth() - monthsAtOnce + 1)
  const to = new Date(at)
  to.setUTCMonth(at.getUTCMonth() + 1, 0)
  return { from: from.toISOString().slice(0, 10), to: to.toISOString().slice(0, 10) }
}

/** Whether a presence was neither cancelled nor refused. */
export function stands({ state }: PresenceRow): boolean {
  return state !== 'cancelled' && state !== 'refused'
}

/** What the state of a presence is called: the name of a word of the screen of one's own days. */
export function wordOf(state: PresenceRow['state']): 'registered' | 'remarked' | 'queued' | 'refused' | 'cancelled' {
  if (state === 'validated') return 'registered'
  return state === 'doubted' ? 'remarked' : state
}

/** Whether it may still be undone: by the company that registered it, until its day is over. */
export function undoable(row: PresenceRow, today: string): boolean {
  return row.mine && row.on >= today && stands(row)
}

/** Whether there is something to look at beside the row. */
export function remarkable({ remarks, flags }: PresenceRow): boolean {
  return remarks.length + flags.length > 0
}
