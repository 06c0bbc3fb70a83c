/**
 * What a kept presence shows: one verdict, and what can be done about it.
 */
import type { Draft } from '../../offline/draft'
import type { LastTap } from '../../offline/last-tap'
import type { ReadLimosa } from '../../offline/limosa'
import { directionOf, type PresenceRecord, receiptLink, type Remark, timeOf } from '../../offline/presence-record'
import { isSamePerson, isSameWorkplace, shiftsOf } from '../../offline/shifts'
import type { Event } from '../../ui/feedback'
import type { VerdictTone } from '../../ui/verdict'

/** Remarks that say it was said before. */
const doubles = ['already_registered', 'already_in', 'already_out'] as const

/** A remark that has words of its own. */
export type ToldRemark = Exclude<Remark, (typeof doubles)[number]>

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

/** Remarks to tell, apart from those the verdict itself tells. */
export function remarksOf(record: PresenceRecord): ToldRemark[] {
  return record.state === 'registered' ? record.remarks.filter((remark): remark is ToldRemark => !(doubles as readonly Remark[]).includes(remark)) : []
}

/** The words of a double: those of in or out where it is one. */
export function doubleOf(record: PresenceRecord): 'already' | 'already_in' | 'already_out' {
  const direction = directionOf(record)
  return direction === 'day' ? 'already' : `already_${direction}`
}

/** Since when somebody was in who went out with this presence, RFC 3339, as far as this phone knows. */
export function inBefore(record: PresenceRecord, records: PresenceRecord[]): string | undefined {
  if (directionOf(record) !== 'out') return undefined
  const own = records.filter((one) => isSamePerson(one, record) && isSameWorkplace(one, record))
  const shift = shiftsOf(own, new Date(timeOf(record))).find(({ out }) => out?.id === record.id)
  return shift?.in && timeOf(shift.in)
}

/** Whether a presence can still be undone on a day: until its own is over. */
export function canUndo(record: PresenceRecord, today: string): boolean {
  return record.on >= today && record.state !== 'refused' && record.state !== 'cancelled'
}

/**
 * The same link with the proof whose receipt it is behind a tilde (as in
 * RFC 9901). Whoever has it can find the person's number by trying: it is for an
 * inspector's eyes, and is never saved or sent.
 */
export function provingLink(origin: string, record: PresenceRecord): string | undefined {
  const link = receiptLink(origin, record)
  return link && record.state === 'registered' && record.receiptSalt ? `${link}~${record.receiptSalt}` : undefined
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

/** Whether an undone presence can be made again: its day is today. */
export function canRepeat(record: PresenceRecord, today: string): boolean {
  return record.state === 'cancelled' && record.on === today
}

/**
 * What to begin with when an undone presence is made again: its place, and its
 * person where the L1 is still known, be it from the tap or because it is
 * remembered; else another L1 is asked for.
 */
export function draftAgain(record: PresenceRecord, last: LastTap | undefined, known: ReadLimosa | null | undefined): Draft {
  const { place } = record
  if (record.by !== undefined) return { place }
  if (last?.id === record.id) return { place, limosa: last.limosa, ...(last.another && { another: true }) }
  const own = known && isSamePerson(record, { digits: known.number.slice(-4), ...(known.name && { worker: known.name }) })
  return own ? { place } : { place, another: true }
}

function isDuplicate(record: PresenceRecord): boolean {
  return record.state === 'registered' && (record.duplicateOf !== undefined || doubles.some((remark) => record.remarks.includes(remark)))
}
