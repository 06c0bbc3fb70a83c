/**
 * What this phone registered twice. The register tells a phone without account
 * nothing of what is there already, as the phone could be anybody’s; but what was
 * made here is known here.
 */
import { directionOf, type InOrder, type PresenceRecord, type Remark, timeOf } from './presence-record'
import { isSamePerson, isSameWorkplace, longest, type Who } from './shifts'

type Repeats = Extract<Remark, `already_${string}`>

const said: Record<ReturnType<typeof directionOf>, Repeats> = { day: 'already_registered', in: 'already_in', out: 'already_out' }

/**
 * The records with those marked that say again what one before them said: of the
 * same person, workplace and day or, of in and out, shift. The order stays.
 */
export function withDoubles(records: PresenceRecord[]): PresenceRecord[] {
  const firsts: InOrder[] = []
  const doubles = new Map<string, InOrder>()
  for (const record of [...records].sort((a, b) => Date.parse(timeOf(a)) - Date.parse(timeOf(b)))) {
    if (record.state !== 'registered' || record.by !== undefined) continue
    const first = record.duplicateOf === undefined ? firstOf(record, firsts) : undefined
    if (first) doubles.set(record.id, { ...record, duplicateOf: first.id, remarks: [said[directionOf(record)], ...record.remarks] })
    else if (record.duplicateOf === undefined) firsts.push(record)
  }
  return doubles.size > 0 ? records.map((record) => doubles.get(record.id) ?? record) : records
}

/** The presence of a person at a place on a day that stands, or waits, on this phone: what another tap would only repeat. */
export function knownBefore(
  records: PresenceRecord[],
  who: Who,
  at: Pick<PresenceRecord, 'place' | 'workplace'>,
  day: string,
): PresenceRecord | undefined {
  const own = records.filter((one) => directionOf(one) === 'day' && one.on === day && isSamePerson(one, who) && isSameWorkplace(one, at))
  const stands = own.filter(({ state }) => state !== 'cancelled' && state !== 'refused')
  // The receipt rather than what repeats it or still waits.
  return stands.find((one) => one.state === 'registered' && one.duplicateOf === undefined) ?? stands[0]
}

/** The one that a record repeats, of those before it that count. */
function firstOf(record: InOrder, before: InOrder[]): InOrder | undefined {
  const direction = directionOf(record)
  const own = before.filter((one) => isSamePerson(one, record) && isSameWorkplace(one, record))
  if (direction === 'day') return own.find((one) => directionOf(one) === 'day' && one.on === record.on)
  const last = own.filter((one) => directionOf(one) !== 'day').at(-1)
  const within = last !== undefined && Date.parse(timeOf(record)) - Date.parse(timeOf(last)) < longest
  return within && directionOf(last) === direction ? last : undefined
}
