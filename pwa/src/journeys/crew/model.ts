/**
 * Scanning a crew: what each text that the camera reads does. Nothing that is
 * read ever stands in the way of the next.
 */
import { classify, type Help, parseLimosaNumber } from '../../numbers'
import { limosaHelp } from '../../numbers/limosa-help'
import { maskNiss, nissHelp, parseNiss } from '../../numbers/niss'
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

/** A number that was typed in place of scanning an L1: which of the two it is, as it may be shown, and whom it names. */
export interface TypedNumber {
  kind: 'niss' | 'limosa'
  masked: string
  whom: { niss: string } | { limosa: string; named: true }
  /** Its check digits do not fit: for a Limosa number that is a warning only, as its rule is inferred. */
  doubtful: boolean
}

/** Tells a national number of 11 digits from a Limosa number of 17; undefined while it is neither. */
export function numberOf(text: string): TypedNumber | undefined {
  const niss = parseNiss(text)
  if (niss) return { kind: 'niss', masked: maskNiss(niss), whom: { niss }, doubtful: false }
  const limosa = parseLimosaNumber(text)
  return limosa ? { kind: 'limosa', masked: `··· ${limosa.slice(-4)}`, whom: { limosa, named: true }, doubtful: limosaHelp(limosa) === 'check_fails' } : undefined
}

/** What to tell whoever types one of the two. Between 11 and 17 digits it is a Limosa number that is not complete yet. */
export function numberHelp(text: string): Help {
  const help = nissHelp(text)
  return help === 'long' ? limosaHelp(text) : help
}

/** Somebody whose number and name were typed, once both can be used. */
export function typed(number: string, name: string): { whom: TypedNumber['whom']; name: string } | undefined {
  const known = numberOf(number)
  return known === undefined || name.trim() === '' ? undefined : { whom: known.whom, name: name.trim() }
}

/** The people that a user registered on a day at a place with this phone, latest first. */
export function peopleAt(records: PresenceRecord[], by: string, on: string, place: PosterOrNumber): PresenceRecord[] {
  return records.filter((one) => one.by === by && one.on === on && isAt(one, place) && one.state !== 'cancelled')
}

function isAt(record: PresenceRecord, place: PosterOrNumber): boolean {
  if ('poster' in place) return 'poster' in record.place && record.place.poster === place.poster
  return record.workplace?.number === place.workplace || ('workplace' in record.place && record.place.workplace === place.workplace)
}
