/**
 * The list of presences kept on this phone, and of those that the user who is
 * signed in registered with another.
 */
import type { Row } from '../../api/work'
import { byCapture } from '../../offline/box'
import { type InOrder, type PresenceRecord, wantsSignIn } from '../../offline/presence-record'
import { recordOf } from '../../offline/rows'
import { groupsOf, isCounted, type Shift, shiftsOf } from '../../offline/shifts'
import type { VerdictTone } from '../../ui/verdict'
import { monthOf } from './month'

/** How one line looks in the list: a receipt with a remark is not plain green, nor is an in whose out was forgotten. */
export type Mark = 'registered' | 'remarked' | 'forgotten' | 'promised' | 'queued' | 'refused' | 'cancelled'

/** One line of a day: a presence, or the shifts of one person at one workplace, in the order they began. */
export type Entry = { kind: 'one'; record: PresenceRecord } | { kind: 'shifts'; shifts: Shift[] }

/** One day with its lines, newest first. */
export interface Day {
  on: string
  entries: Entry[]
}

/** Sorts what is kept (newest first) into days, latest day first. A shift over midnight is in the day it began. */
export function daysOf(records: PresenceRecord[], now: Date): Day[] {
  const shiftsByGroup = groupsOf(records.filter(isCounted)).map((group) => shiftsOf(group, now))
  const days = new Map<string, Entry[]>()
  const put = (on: string, entry: Entry) => days.set(on, [...(days.get(on) ?? []), entry])
  const shown = new Set<string>()
  for (const record of records) {
    if (shown.has(record.id)) continue
    const group = shiftsByGroup.find((shifts) => shifts.some((shift) => idsOf(shift).includes(record.id)))
    const on = group?.find((shift) => idsOf(shift).includes(record.id))?.on
    if (!group || on === undefined) {
      put(record.on, { kind: 'one', record })
      continue
    }
    const shifts = group.filter((shift) => shift.on === on)
    for (const id of shifts.flatMap(idsOf)) shown.add(id)
    put(on, { kind: 'shifts', shifts })
  }
  return [...days].map(([on, entries]) => ({ on, entries })).sort((a, b) => (a.on < b.on ? 1 : -1))
}

/** The days of a month; before them days of other months on which something still waits, or an out was forgotten. */
export function shownIn(days: Day[], month: string): { waiting: Day[]; month: Day[] } {
  const unsettled = (entry: Entry) => ['promised', 'queued', 'forgotten'].includes(markOfEntry(entry))
  const elsewhere = days.filter(({ on }) => monthOf(on) !== month)
  return {
    waiting: elsewhere.map(({ on, entries }) => ({ on, entries: entries.filter(unsettled) })).filter(({ entries }) => entries.length > 0),
    month: days.filter(({ on }) => monthOf(on) === month),
  }
}

/** How bad a mark is, the worst first; what was undone tells least of a day. */
const worstFirst: Mark[] = ['refused', 'promised', 'queued', 'forgotten', 'remarked', 'registered', 'cancelled']

/** The mark of each day: the worst of what it has. */
export function marksOf(days: Day[]): Map<string, Mark> {
  return new Map(days.map(({ on, entries }) => [on, worstFirst.find((mark) => entries.some((entry) => markOfEntry(entry) === mark)) ?? 'cancelled']))
}

const markOfEntry = (entry: Entry): Mark => (entry.kind === 'one' ? markOf(entry.record) : markOfShifts(entry.shifts))

/** The presences of days that have a receipt number, in their order. */
export function inOrderIn(days: Day[]): InOrder[] {
  return days
    .flatMap(({ entries }) => entries.flatMap((entry) => (entry.kind === 'one' ? [entry.record] : recordsOf(entry.shifts))))
    .filter((record) => record.state === 'registered')
}

/** On how many days there is a receipt number. */
export const countRegistered = (days: Day[]): number => days.filter((day) => inOrderIn([day]).length > 0).length

/** The presences of shifts, in their order. */
export function recordsOf(shifts: Shift[]): PresenceRecord[] {
  return shifts.flatMap((shift) => [shift.in, shift.out].filter((record) => record !== undefined))
}

/** The mark of shifts: the worst of their presences; an out that was forgotten is worse than a remark. */
export function markOfShifts(shifts: Shift[]): Mark {
  const marks = recordsOf(shifts).map(markOf)
  const worst = (['promised', 'queued'] as const).find((mark) => marks.includes(mark))
  if (worst) return worst
  if (shifts.some((shift) => shift.forgotten)) return 'forgotten'
  return marks.includes('remarked') ? 'remarked' : 'registered'
}

const idsOf = (shift: Shift) => recordsOf([shift]).map(({ id }) => id)

/**
 * What is kept together with what the account knows, newest first. The
 * register's word goes before what this phone has not heard of.
 */
export function together(records: PresenceRecord[], rows: Row[], user: string): PresenceRecord[] {
  const open = (one: PresenceRecord | undefined) => !one || one.state === 'promised' || one.state === 'refused' || one.state === 'queued'
  const byId = new Map(records.map((one) => [one.id, one]))
  for (const row of rows) if (open(byId.get(row.id))) byId.set(row.id, recordOf(row, user))
  return [...byId.values()].sort(byCapture).reverse()
}

/** How many wait to be sent, and how many of them for their user to sign in. */
export function waitingIn(records: PresenceRecord[], user: string | undefined): { count: number; locked: number } {
  const waiting = records.filter((presence) => presence.state === 'promised')
  return { count: waiting.length, locked: waiting.filter((presence) => wantsSignIn(presence, user)).length }
}

/** The mark of a presence. */
export function markOf(record: PresenceRecord): Mark {
  return record.state === 'registered' && record.remarks.length > 0 ? 'remarked' : record.state
}

/** The colour of a mark. */
export function toneOf(mark: Mark): VerdictTone {
  if (mark === 'registered') return 'good'
  if (mark === 'refused') return 'bad'
  return mark === 'cancelled' ? 'off' : 'wait'
}
