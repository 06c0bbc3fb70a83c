/**
 * A presence as this phone keeps it, from the tap until long after. Its state
 * says what may be shown: green belongs to a receipt number alone.
 */
import type { CancelReason, Position, Registered } from '../api/client'

/** A remark of the register on a presence that it did register. */
export type Remark = Registered['remarks'][number]

/** Where: a poster's code, or the workplace number that was typed instead. */
export type PosterOrNumber = { poster: string } | { workplace: string }

/** What is kept whatever becomes of the presence. */
interface Base {
  /** Made on this phone before the first try: UUIDv7 in 22 base64url characters. */
  id: string
  /** What lets this phone, and nobody else, read and undo the presence; absent where a user registered. */
  secret?: string
  /** The id of the user who registered it, and as whom alone it is sent. */
  by?: string
  /** The day it is for, YYYY-MM-DD in Brussels. */
  on: string
  /** When the codes were read, RFC 3339. */
  capturedAt: string
  /** The code of the poster that was scanned, or the number that was typed instead. */
  place: PosterOrNumber
  /** Name and number of the workplace, once they are known. */
  workplace?: { name: string; number: string }
  /** The worker's name as the L1 gave it, to tell crew members apart. */
  worker?: string
}

/**
 * Whom a promise registers. Without an account it is always the text of an L1's
 * code, or its 17 digits; a user may also give a national number, oneself, or
 * the id of an earlier presence of the same person.
 */
export type Whom = { limosa: string } | { niss: string } | { self: true } | { like: string }

/** A promise: it is on this phone only, and the register has not confirmed it. */
export type Promised = Whom & Waiting

interface Waiting extends Base {
  state: 'promised'
  position?: Position
  /** How often it has left this phone; after the first time the register may know it. */
  tries: number
}

/** The register has it and will give a receipt number later. */
export interface Queued extends Base {
  state: 'queued'
}

/** It has a receipt number: in order. */
export interface InOrder extends Base {
  state: 'registered'
  receiptNumber: string
  /** The signed receipt. */
  receipt: string
  recordedAt: string
  remarks: Remark[]
  /** Id of the first presence of this person, workplace and day. */
  duplicateOf?: string
}

/** The register said no, and why. */
export interface Refused extends Base {
  state: 'refused'
  code: string
  /** The L1's text, kept until the day is over, so that the mistake can be mended without scanning again. */
  limosa?: string
}

/** Undone. */
export interface Cancelled extends Base {
  state: 'cancelled'
  reason: CancelReason
  /** Absent when it was undone before it was registered. */
  receiptNumber?: string
}

/** The record of a presence in this phone's database. */
export type PresenceRecord = Promised | Queued | InOrder | Refused | Cancelled

/** The record after the register has answered. The text of the L1 is not kept longer than needed. */
export function settled(record: PresenceRecord, told: Registered): PresenceRecord {
  const base = { ...baseOf(record), on: told.on, workplace: told.workplace, ...(told.name && { worker: told.name }) }
  if (told.state === 'cancelled') return cancelled(record, told.cancellation?.reason ?? 'OTHER', told)
  if (!told.receiptNumber) {
    return told.state === 'refused' ? { ...base, state: 'refused', code: 'refused_later' } : { ...base, state: 'queued' }
  }
  return {
    ...base,
    state: 'registered',
    receiptNumber: told.receiptNumber,
    receipt: told.receipt ?? '',
    recordedAt: told.recordedAt,
    remarks: told.remarks,
    ...(told.duplicateOf && { duplicateOf: told.duplicateOf }),
  }
}

/** A promise that the register refused. A national number is dropped at once. */
export function refused(promise: Promised, code: string): Refused {
  return { ...baseOf(promise), state: 'refused', code, ...('limosa' in promise && { limosa: promise.limosa }) }
}

/** A presence that was undone; `told` is the register's word where it had one. */
export function cancelled(record: PresenceRecord, reason: CancelReason, told?: Registered): Cancelled {
  const number = told?.receiptNumber ?? (record.state === 'registered' ? record.receiptNumber : undefined)
  return { ...baseOf(record), state: 'cancelled', reason, ...(number && { receiptNumber: number }) }
}

/** What shows the register whose a presence is: this phone's secret, or whoever is signed in. */
export function credentialOf({ secret }: PresenceRecord): { secret: string } | { user: undefined } {
  return secret === undefined ? { user: undefined } : { secret }
}

/** Whether a promise waits until the user who made it is signed in again; `user` is who is now. */
export function wantsSignIn(record: PresenceRecord, user: string | undefined): boolean {
  return record.state === 'promised' && record.by !== undefined && record.by !== user
}

/** Drops the numbers of persons that a presence no longer needs once its day is over. */
export function tidied(record: PresenceRecord, today: string): PresenceRecord {
  if (record.state === 'promised' && 'niss' in record && record.on < today) return refused(record, 'day_passed')
  if (record.state !== 'refused' || record.limosa === undefined || record.on >= today) return record
  const { limosa: _, ...rest } = record
  return rest
}

function baseOf(record: PresenceRecord): Base {
  const { id, secret, by, on, capturedAt, place, workplace, worker } = record
  return {
    id,
    ...(secret !== undefined && { secret }),
    ...(by !== undefined && { by }),
    on,
    capturedAt,
    place,
    ...(workplace && { workplace }),
    ...(worker && { worker }),
  }
}
