/**
 * What home says about today.
 */
import type { InOrder, PresenceRecord } from '../../offline/presence-record'

/** Today at a glance, worst news first: a promise is never hidden by a receipt. */
export type Today =
  | { kind: 'promised'; count: number; id: string }
  | { kind: 'refused'; id: string }
  | { kind: 'registered'; presence: InOrder }
  | { kind: 'none' }

/** Looks through what is kept (newest first) for today's state; a promise of any day still counts. */
export function todayOf(records: PresenceRecord[], day: string): Today {
  const waiting = records.filter((presence) => presence.state === 'promised' || presence.state === 'queued')
  if (waiting[0]) return { kind: 'promised', count: waiting.length, id: waiting[0].id }
  const ofToday = records.filter((presence) => presence.on === day && presence.state !== 'cancelled')
  if (ofToday[0]?.state === 'refused') return { kind: 'refused', id: ofToday[0].id }
  const receipts = ofToday.filter((presence) => presence.state === 'registered')
  const presence = receipts.find((receipt) => receipt.remarks.length === 0) ?? receipts[0]
  return presence ? { kind: 'registered', presence } : { kind: 'none' }
}
