/**
 * What home says about today.
 */
import { byPerson } from '../../offline/holder'
import type { InOrder, PresenceRecord } from '../../offline/presence-record'
import { groupsOf, isCounted, type Shift, shiftsOf } from '../../offline/shifts'

/** Today at a glance, worst news first: a promise is never hidden by a receipt. */
export type Today =
  | { kind: 'promised'; count: number; id: string }
  /** Waits for its authority since a time, RFC 3339. */
  | { kind: 'queued'; count: number; id: string; since: string }
  | { kind: 'refused'; id: string }
  /** With the shifts of today, and the one that is still open, where in and out are registered. */
  | { kind: 'registered'; presence: InOrder; shifts?: Shift[] }
  /** With the day on which an out was forgotten, if that was the last. */
  | { kind: 'none'; forgotten?: string }

/** How those stand today who were registered with this phone beside its holder, in persons. */
export interface Others {
  all: number
  /** So many of them have a receipt. */
  done: number
  /** Somebody was refused, which is worse than somebody waiting. */
  worst: 'refused' | 'waiting' | 'done'
}

/** Looks through what is kept of others; what waits of another day still counts. Undefined if there is nobody. */
export function othersOf(records: PresenceRecord[], day: string): Others | undefined {
  const waits = ({ state }: PresenceRecord) => state === 'promised' || state === 'queued'
  const people = byPerson(records.filter((one) => waits(one) || (one.on === day && one.state !== 'cancelled')))
  if (people.length === 0) return undefined
  const done = people.filter((own) => own.some(({ state }) => state === 'registered') && !own.some(waits))
  const refused = people.some((own) => own[0]?.state === 'refused')
  const worst = refused ? 'refused' : done.length < people.length ? 'waiting' : 'done'
  return { all: people.length, done: done.length, worst }
}

/** Looks through what is kept (newest first) for today's state; a promise of any day still counts. */
export function todayOf(records: PresenceRecord[], day: string, now: Date): Today {
  const waiting = records.filter((presence) => presence.state === 'promised')
  if (waiting[0]) return { kind: 'promised', count: waiting.length, id: waiting[0].id }
  const queued = records.filter((presence) => presence.state === 'queued')
  const oldest = queued.at(-1)
  if (oldest) return { kind: 'queued', count: queued.length, id: oldest.id, since: oldest.recordedAt ?? oldest.capturedAt }
  const shifts = lastShifts(records, now)
  const ofToday = records.filter((presence) => presence.on === day && presence.state !== 'cancelled')
  if (ofToday[0]?.state === 'refused') return { kind: 'refused', id: ofToday[0].id }
  const current = shifts.filter((shift) => shift.open || shift.on === day)
  const latest = current.at(-1)?.out ?? current.at(-1)?.in
  if (latest?.state === 'registered') return { kind: 'registered', presence: latest, shifts: current }
  const receipts = ofToday.filter((presence) => presence.state === 'registered')
  const presence = receipts.find((receipt) => receipt.remarks.length === 0) ?? receipts[0]
  if (presence) return { kind: 'registered', presence }
  const last = shifts.at(-1)
  return last?.forgotten ? { kind: 'none', forgotten: last.on } : { kind: 'none' }
}

/** The shifts of whoever came or went last, at that workplace. */
function lastShifts(records: PresenceRecord[], now: Date): Shift[] {
  const [last] = groupsOf(records.filter(isCounted))
  return last ? shiftsOf(last, now) : []
}
