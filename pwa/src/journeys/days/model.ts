/**
 * The list of presences kept on this phone, and of those that the user who is
 * signed in registered with another.
 */
import type { Row } from '../../api/work'
import { byCapture } from '../../offline/box'
import { type PresenceRecord, wantsSignIn } from '../../offline/presence-record'
import type { VerdictTone } from '../../ui/verdict'

/** How one presence looks in the list: a receipt with a remark is not plain green. */
export type Mark = 'registered' | 'remarked' | 'promised' | 'queued' | 'refused' | 'cancelled'

/** One day with its presences, newest first. */
export interface Day {
  on: string
  presences: PresenceRecord[]
}

/** Sorts what is kept (newest first) into days, latest day first. */
export function daysOf(records: PresenceRecord[]): Day[] {
  const days = new Map<string, PresenceRecord[]>()
  for (const presence of records) days.set(presence.on, [...(days.get(presence.on) ?? []), presence])
  return [...days].map(([on, presences]) => ({ on, presences })).sort((a, b) => (a.on < b.on ? 1 : -1))
}

/**
 * What is kept together with what the account knows, newest first. The
 * register's word goes before what this phone has not heard of.
 */
export function together(records: PresenceRecord[], rows: Row[], user: string): PresenceRecord[] {
  const open = (one: PresenceRecord | undefined) => !one || one.state === 'promised' || one.state === 'refused' || one.state === 'queued'
  const byId = new Map(records.map((one) => [one.id, one]))
  for (const row of rows) if (open(byId.get(row.id))) byId.set(row.id, keptOf(row, user))
  return [...byId.values()].sort(byCapture).reverse()
}

function keptOf(row: Row, user: string): PresenceRecord {
  const { id, on, recordedAt, workplace, receiptNumber, remarks } = row
  const place = { workplace: workplace.number }
  const base = { id, by: user, on, capturedAt: recordedAt, place, workplace, worker: row.name || row.person }
  if (row.state === 'cancelled') return { ...base, state: 'cancelled', reason: 'OTHER', ...(receiptNumber && { receiptNumber }) }
  if (row.state === 'refused') return { ...base, state: 'refused', code: 'refused_later' }
  return receiptNumber ? { ...base, state: 'registered', receiptNumber, receipt: '', recordedAt, remarks } : { ...base, state: 'queued' }
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
