/**
 * Scanning a crew: what each text that the camera reads does. Nothing that is
 * read ever stands in the way of the next.
 */
import { classify, parseNiss } from '../../numbers'
import type { PresenceRecord, PosterOrNumber } from '../../offline/presence-record'

/** What a text is: somebody new, somebody read before, the poster of a workplace, or nothing of ours. */
export type Heard =
  | { kind: 'person'; whom: { limosa: string }; key: string; name: string }
  | { kind: 'again'; whom: { limosa: string }; key: string; name: string }
  | { kind: 'place'; poster: string }
  | { kind: 'receipt' }
  | { kind: 'unknown' }

/** Takes one text; `read` holds the names of those read before, by the number that was read. */
export function hear(text: string, read: ReadonlyMap<string, string>): Heard {
  const scanned = classify(text)
  if (scanned.kind === 'poster') return { kind: 'place', poster: scanned.code }
  if (scanned.kind !== 'limosa') return { kind: scanned.kind }
  const before = read.get(scanned.number)
  if (before !== undefined) return { kind: 'again', whom: { limosa: text }, key: scanned.number, name: before }
  const name = scanned.name ?? `L1 ··· ${scanned.number.slice(-4)}`
  return { kind: 'person', whom: { limosa: text }, key: scanned.number, name }
}

/** Somebody whose national number and name were typed, once both can be used. */
export function typed(number: string, name: string): { whom: { niss: string }; name: string } | undefined {
  const niss = parseNiss(number)
  return niss === undefined || name.trim() === '' ? undefined : { whom: { niss }, name: name.trim() }
}

/** The people that a user registered on a day at a place with this phone, latest first. */
export function peopleAt(records: PresenceRecord[], by: string, on: string, place: PosterOrNumber): PresenceRecord[] {
  return records.filter((one) => one.by === by && one.on === on && isAt(one, place) && one.state !== 'cancelled')
}

function isAt(record: PresenceRecord, place: PosterOrNumber): boolean {
  if ('poster' in place) return 'poster' in record.place && record.place.poster === place.poster
  return record.workplace?.number === place.workplace || ('workplace' in record.place && record.place.workplace === place.workplace)
}
