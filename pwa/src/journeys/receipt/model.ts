/**
 * What a kept presence shows: one verdict, and what can be done about it.
 */
import type { Draft } from '../../offline/draft'
import type { PresenceRecord, Remark } from '../../offline/presence-record'
import type { Event } from '../../ui/feedback'
import type { VerdictTone } from '../../ui/verdict'

/** The verdict. Green is said only of a receipt number without a remark. */
export type Verdict = 'sending' | 'promised' | 'queued' | 'registered' | 'already' | 'remarked' | 'refused' | 'cancelled'

/** The verdict on a presence; `sending` while the first try is under way. */
export function verdictOf(record: PresenceRecord, sending: boolean): Verdict {
  if (record.state === 'promised') return sending && record.tries <= 1 ? 'sending' : 'promised'
  if (record.state !== 'registered') return record.state
  if (isDuplicate(record)) return 'already'
  return record.remarks.length > 0 ? 'remarked' : 'registered'
}

/** The colour of a verdict. */
export function toneOf(verdict: Verdict): VerdictTone {
  if (verdict === 'registered') return 'good'
  if (verdict === 'refused') return 'bad'
  return verdict === 'cancelled' ? 'off' : 'wait'
}

/** What a verdict feels and sounds like when it arrives. */
export function eventOf(verdict: Verdict): Event | undefined {
  if (verdict === 'sending' || verdict === 'cancelled') return undefined
  const tone = toneOf(verdict)
  return tone === 'off' ? undefined : tone
}

/** Remarks to tell, apart from the one the verdict itself tells. */
export function remarksOf(record: PresenceRecord): Remark[] {
  return record.state === 'registered' ? record.remarks.filter((remark) => remark !== 'already_registered') : []
}

/** Whether a presence can still be undone on a day: until its own is over. */
export function canUndo(record: PresenceRecord, today: string): boolean {
  return record.on >= today && record.state !== 'refused' && record.state !== 'cancelled'
}

/** The link behind the receipt's code. The receipt is in the fragment, which no browser sends. */
export function receiptLink(origin: string, record: PresenceRecord): string | undefined {
  return record.state === 'registered' && record.receipt ? `${origin}/r#${record.receipt}` : undefined
}

/** Whether a receipt is of a simulation: its number begins with 9. */
export function isSimulation(record: PresenceRecord): boolean {
  return 'receiptNumber' in record && record.receiptNumber?.startsWith('9') === true
}

/** What to begin again with after a refusal: whatever was not at fault. */
export function draftAfter(record: PresenceRecord, fault: 'limosa' | 'poster' | 'none'): Draft {
  const limosa = record.state === 'refused' ? record.limosa : undefined
  return {
    ...(fault !== 'poster' && { place: record.place }),
    ...(fault === 'limosa' ? { another: true } : limosa !== undefined && { limosa }),
  }
}

function isDuplicate(record: PresenceRecord): boolean {
  return record.state === 'registered' && (record.duplicateOf !== undefined || record.remarks.includes('already_registered'))
}
