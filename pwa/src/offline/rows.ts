/**
 * What an account knows of a presence, as a record of this phone.
 */
import type { Row } from '../api/work'
import type { PresenceRecord } from './presence-record'

/** The record of a presence that a user registered, with whatever device; it has no receipt to show. */
export function recordOf(row: Row, user: string): PresenceRecord {
  const { id, on, direction, at, authority, recordedAt, workplace, receiptNumber, remarks } = row
  const place = { workplace: workplace.number }
  const base = { id, by: user, on, direction, at, authority, capturedAt: recordedAt, place, workplace, worker: row.name || row.person }
  if (row.state === 'cancelled') return { ...base, state: 'cancelled', reason: 'OTHER', ...(receiptNumber && { receiptNumber }) }
  if (row.state === 'refused') return { ...base, state: 'refused', code: 'refused_later' }
  return receiptNumber ? { ...base, state: 'registered', receiptNumber, receipt: '', recordedAt, remarks } : { ...base, state: 'queued', recordedAt, remarks }
}
