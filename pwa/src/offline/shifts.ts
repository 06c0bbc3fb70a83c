/**
 * In and out of one person at one workplace, as shifts. All of it is reckoned
 * in instants, so that midnight and the two nights on which the clocks change
 * need no thought; only the day a shift belongs to is of Brussels.
 */
import { brusselsDay } from '../numbers'
import { directionOf, type InOrOut, type PresenceRecord, timeOf } from './presence-record'

/** After so long without an out an in is forgotten: nobody works longer than this at a stretch. In milliseconds. */
export const longest = 16 * 3_600_000

/** From an in to its out. One of the two may be missing; a pause divides a day's work into two. */
export interface Shift {
  /** The day it began, YYYY-MM-DD in Brussels: a shift over midnight belongs to that day alone. */
  on: string
  in?: PresenceRecord
  out?: PresenceRecord
  /** In now: there is no out yet, and there may still be one. */
  open: boolean
  /** In, and never out: nobody can add it any more. */
  forgotten: boolean
}

/**
 * The shifts of one person at one workplace, in the order they began. What was
 * cancelled or refused is left out, and so is an in of whom was in already.
 */
export function shiftsOf(records: PresenceRecord[], now: Date): Shift[] {
  const shifts: Shift[] = []
  for (const record of [...records].filter(isCounted).sort(byTime)) {
    const last = shifts.at(-1)
    const within = last !== undefined && instant(record) - instant(last.out ?? last.in) < longest
    const going = directionOf(record) === 'out'
    if (last && within && last.in && !last.out) {
      // In again is no news; out ends it.
      if (going) last.out = record
    } else if (!going) {
      shifts.push({ on: dayOf(record), in: record, open: false, forgotten: false })
    } else if (!(last?.out && within && record.state === 'promised')) {
      // An out that repeats the one before will be told so by the register; others stand alone.
      shifts.push({ on: dayOf(record), out: record, open: false, forgotten: false })
    }
  }
  return shifts.map((shift, i) => {
    const unclosed = shift.in !== undefined && !shift.out
    const open = unclosed && i === shifts.length - 1 && now.getTime() - instant(shift.in) < longest
    return { ...shift, open, forgotten: unclosed && !open }
  })
}

/** Whether a record counts as an in or an out. */
export function isCounted(record: PresenceRecord): boolean {
  if (directionOf(record) === 'day' || record.state === 'cancelled' || record.state === 'refused') return false
  const remarks = 'remarks' in record ? (record.remarks ?? []) : []
  return !remarks.includes('already_in') && !remarks.includes('already_out')
}

/** Divides records into those of one person at one workplace each, in the order they are met. */
export function groupsOf(records: PresenceRecord[]): PresenceRecord[][] {
  const groups: PresenceRecord[][] = []
  for (const record of records) {
    const group = groups.find(([first]) => first && isSamePerson(first, record) && isSameWorkplace(first, record))
    if (group) group.push(record)
    else groups.push([record])
  }
  return groups
}

/** What tells the people of one phone apart. */
export type Who = Pick<PresenceRecord, 'by' | 'worker' | 'digits'>

/** Whether two are of one person, as far as this phone can tell without keeping anybody's number. */
export function isSamePerson(a: Who, b: Who): boolean {
  if (a.by !== b.by) return false
  const contradicts = (one: string | undefined, other: string | undefined) => one !== undefined && other !== undefined && one !== other
  if (contradicts(a.digits, b.digits) || contradicts(a.worker, b.worker)) return false
  return (a.digits !== undefined && a.digits === b.digits) || (a.worker !== undefined && a.worker === b.worker)
}

/** Whether two are at one workplace: by its number where both know it, else by what was scanned. */
export function isSameWorkplace(a: Pick<PresenceRecord, 'place' | 'workplace'>, b: Pick<PresenceRecord, 'place' | 'workplace'>): boolean {
  const number = ({ place, workplace }: typeof a) => workplace?.number ?? ('workplace' in place ? place.workplace : undefined)
  const [one, other] = [number(a), number(b)]
  if (one !== undefined && other !== undefined) return one === other
  return 'poster' in a.place && 'poster' in b.place && a.place.poster === b.place.poster
}

/** How a person stands at a workplace now: in since a shift began, out, or out with the last shift forgotten. */
export type Standing = { kind: 'in'; since: string } | { kind: 'out' } | { kind: 'forgotten'; since: string }

/** How somebody stands by the records of this phone. */
export function standingOf(records: PresenceRecord[], who: Who, at: Pick<PresenceRecord, 'place' | 'workplace'>, now: Date): Standing {
  const own = records.filter((record) => isSamePerson(record, who) && isSameWorkplace(record, at))
  const last = shiftsOf(own, now).at(-1)
  if (!last?.in || !(last.open || last.forgotten)) return { kind: 'out' }
  return { kind: last.open ? 'in' : 'forgotten', since: timeOf(last.in) }
}

/** What somebody who stands so is likely to want. */
export function likely({ kind }: Standing): InOrOut {
  return kind === 'in' ? 'out' : 'in'
}

function byTime(a: PresenceRecord, b: PresenceRecord): number {
  return instant(a) - instant(b) || (a.id < b.id ? -1 : 1)
}

function instant(record: PresenceRecord | undefined): number {
  return record ? Date.parse(timeOf(record)) : 0
}

function dayOf(record: PresenceRecord): string {
  return brusselsDay(new Date(timeOf(record)))
}
