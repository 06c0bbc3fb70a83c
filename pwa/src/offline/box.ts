/**
 * The database of this phone. What must survive reload, restart and a new
 * version is in it: presences, posters seen before, and the L1 its owner wanted
 * remembered.
 */
import type { PosterReply } from '../api/client'
import type { PresenceRecord, Promised } from './presence-record'

/** The database, wherever it is. Every method may reject when the phone's storage fails. */
export interface Box {
  /** Promises that wait for the register, oldest first. */
  promised(): Promise<Promised[]>
  /** All presences, newest first. */
  all(): Promise<PresenceRecord[]>
  get(id: string): Promise<PresenceRecord | undefined>
  /** Adds presences in one transaction: all of them or, should the phone die meanwhile, none. They are stored when this resolves. */
  add(...records: PresenceRecord[]): Promise<void>
  /** Changes a presence if it is still there; answers what is there afterwards. */
  change(id: string, how: (record: PresenceRecord) => PresenceRecord): Promise<PresenceRecord | undefined>
  /** Changes those of the presences that are still there in one transaction: all of them or none. */
  changeAll(ids: string[], how: (record: PresenceRecord) => PresenceRecord): Promise<void>
  /** A poster seen before, by its code. */
  poster(code: string): Promise<PosterReply | undefined>
  rememberPoster(poster: PosterReply): Promise<void>
  /** Text of the L1 that is remembered. */
  limosa(): Promise<string | undefined>
  /** Remembers the text of an L1; without one, forgets it. */
  rememberLimosa(text: string | undefined): Promise<void>
  /** What the account knew of recent days, as it was remembered. */
  recentDays(): Promise<string | undefined>
  /** Remembers it; without one, forgets it. */
  rememberRecentDays(text: string | undefined): Promise<void>
  /** Forgets everything. */
  empty(): Promise<void>
}

/** Sorts by the time of the tap; ids made later sort later. */
export function byCapture(a: PresenceRecord, b: PresenceRecord): number {
  return a.capturedAt < b.capturedAt ? -1 : a.capturedAt > b.capturedAt ? 1 : a.id < b.id ? -1 : 1
}

/** Whether a presence is a promise. */
export function isPromised(record: PresenceRecord): record is Promised {
  return record.state === 'promised'
}
