/**
 * A presence as this phone keeps it, from the tap until long after. Its state
 * says what may be shown: green belongs to a receipt number alone.
 */
import type { CancelReason, Position, Registered } from '../api/client'
import { addDays } from '../numbers'

/** A remark of the register on a presence that it did register. */
export type Remark = Registered['remarks'][number]

/** What a presence says: there that day, or arrived or left at a time. */
export type Direction = Registered['direction']

/** The directions that are at a time. */
export type InOrOut = Exclude<Direction, 'day'>

/** Where: a poster's code, with what a screen at the gate showed beside it, or the workplace number that was typed instead. */
export type PosterOrNumber = { poster: string; screen?: string } | { workplace: string }

/** What is kept whatever becomes of the presence. */
interface Base {
  /** Made on this phone before the first try: UUIDv7 in 22 base64url characters. */
  id: string
  /** What lets this phone, and nobody else, read and undo the presence; absent where a user registered. */
  secret?: string
  /** The id of the user who registered it, and as whom alone it is sent. */
  by?: string
  /** Whether it is of that user, and not of somebody of their crew; absent in what earlier releases stored. */
  own?: boolean
  /** The day it is for, YYYY-MM-DD in Brussels. */
  on: string
  /** Absent in what earlier releases stored, which is of a day; read it with directionOf. */
  direction?: Direction
  /** When the codes were read, RFC 3339. */
  capturedAt: string
  /** The time that counts by the register's word, RFC 3339; read it with timeOf. */
  at?: string
  /** Who gives the receipt number, by the register's word: `self` is the register itself. */
  authority?: string
  /** The code of the poster that was scanned, or the number that was typed instead. */
  place: PosterOrNumber
  /** Name and number of the workplace, once they are known. */
  workplace?: { name: string; number: string }
  /** The worker's name as the L1 gave it, to tell crew members apart. */
  worker?: string
  /** The last four digits of the L1, as the screen shows them: tells people of one name apart. */
  digits?: string
}

/**
 * Whom a promise registers. Without an account it is always the text of an L1's
 * code, or its 17 digits, which a user may type with a name (`named`: the worker's);
 * a user may also give a national number, oneself, or
 * the id of an earlier presence of the same person.
 */
export type Whom = { limosa: string; named?: true } | { niss: string } | { self: true } | { like: string }

/** A promise: it is on this phone only, and the register has not confirmed it. */
export type Promised = Whom & Waiting

interface Waiting extends Base {
  state: 'promised'
  position?: Position
  /** How often it has left this phone; after the first time the register may know it. */
  tries: number
}

/** The register has it; the authority has not given its receipt number yet. */
export interface Queued extends Base {
  state: 'queued'
  /** When the register took it in; absent in what earlier releases stored. */
  recordedAt?: string
  remarks?: Remark[]
}

/** It has a receipt number: in order. */
export interface InOrder extends Base {
  state: 'registered'
  receiptNumber: string
  /** The signed receipt. It names nobody. */
  receipt: string
  /** Proves whose the receipt is, 22 base64url characters; absent in receipts of earlier releases, and where a colleague registered. */
  receiptSalt?: string
  recordedAt: string
  remarks: Remark[]
  /** Id of the presence that stands: the first of this person, workplace and day, or the one that already said in or out. */
  duplicateOf?: string
}

/** The register said no, and why. */
export interface Refused extends Base {
  state: 'refused'
  code: string
  /** The L1's text, kept until the day is over, so that the mistake can be mended without scanning again. */
  limosa?: string
  /** The name was typed with it. */
  named?: true
  /** It was the user's own, or of the person of an earlier presence. */
  self?: true
  like?: string
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
  const base = {
    ...baseOf(record),
    on: told.on,
    workplace: told.workplace,
    ...(told.name && { worker: told.name }),
    // A register of an earlier release does not say these.
    ...(told.direction && { direction: told.direction }),
    ...(told.at && { at: told.at }),
    ...(told.authority && { authority: told.authority }),
  }
  if (told.state === 'cancelled') return cancelled(record, told.cancellation?.reason ?? 'OTHER', told)
  if (!told.receiptNumber) {
    if (told.state === 'refused') return { ...base, state: 'refused', code: 'refused_later' }
    return { ...base, state: 'queued', recordedAt: told.recordedAt, remarks: told.remarks }
  }
  return {
    ...base,
    state: 'registered',
    receiptNumber: told.receiptNumber,
    receipt: told.receipt ?? '',
    ...(told.receiptSalt && { receiptSalt: told.receiptSalt }),
    recordedAt: told.recordedAt,
    remarks: told.remarks,
    ...(told.duplicateOf && { duplicateOf: told.duplicateOf }),
  }
}

/** A promise that the register refused. A national number is dropped at once. */
export function refused(promise: Promised, code: string): Refused {
  const { niss: _, ...whom } = { niss: '', ...whomOf(promise) }
  return { ...baseOf(promise), state: 'refused', code, ...whom }
}

/** Whom a promise registers, or a refused one registered, as far as it is still known. */
export function whomOf(record: Promised): Whom
export function whomOf(record: PresenceRecord): Whom | undefined
export function whomOf(record: PresenceRecord): Whom | undefined {
  if (record.state !== 'promised' && record.state !== 'refused') return undefined
  if ('limosa' in record && record.limosa !== undefined) return { limosa: record.limosa, ...(record.named && { named: record.named }) }
  if ('niss' in record) return { niss: record.niss }
  if ('like' in record && record.like !== undefined) return { like: record.like }
  return 'self' in record && record.self ? { self: true } : undefined
}

/** The link behind the receipt's code. The receipt is in the fragment, which no browser sends. */
export function receiptLink(origin: string, record: PresenceRecord): string | undefined {
  return record.state === 'registered' && record.receipt ? `${origin}/r#${record.receipt}` : undefined
}

/** What a presence says; what an earlier release stored is of a day. */
export function directionOf({ direction }: PresenceRecord): Direction {
  return direction ?? 'day'
}

/** The time that counts, RFC 3339: the register's word, else when the codes were read. */
export function timeOf({ at, capturedAt }: PresenceRecord): string {
  return at ?? capturedAt
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

/**
 * Drops the numbers of persons that a presence no longer needs once its day is
 * over. In and out may be delivered after midnight: they have a day longer.
 */
export function tidied(record: PresenceRecord, today: string): PresenceRecord {
  const timed = directionOf(record) !== 'day'
  const over = (timed ? addDays(record.on, 1) : record.on) < today
  if (record.state === 'promised' && 'niss' in record && over) return refused(record, timed ? 'delivered_late' : 'day_passed')
  if (record.state !== 'refused' || record.limosa === undefined || !over) return record
  const { limosa: _, ...rest } = record
  return rest
}

function baseOf(record: PresenceRecord): Base {
  const { id, secret, by, own, on, direction, capturedAt, at, authority, place, workplace, worker, digits } = record
  return {
    id,
    ...(secret !== undefined && { secret }),
    ...(by !== undefined && { by }),
    ...(own !== undefined && { own }),
    on,
    ...(direction && { direction }),
    capturedAt,
    ...(at && { at }),
    ...(authority && { authority }),
    place,
    ...(workplace && { workplace }),
    ...(worker && { worker }),
    ...(digits && { digits }),
  }
}
