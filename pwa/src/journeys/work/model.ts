/**
 * The start of a day of work: who was registered on the last day, which of the
 * coming days can be registered for, and the promises that one tap makes.
 */
import type { Me } from '../../api/session'
import type { Row } from '../../api/work'
import { addDays } from '../../numbers'
import { isTimed, type Takes } from '../../offline/directions'
import type { InOrOut, PresenceRecord, Promised, Whom } from '../../offline/presence-record'
import type { RecentDays } from '../../offline/recent-days'
import { promiseOf } from '../../offline/promise'
import { recordOf } from '../../offline/rows'
import { type Standing, standingOf } from '../../offline/shifts'

/** Somebody who was registered on the last day. */
export interface Person {
  /** Tells people of one name apart. */
  key: string
  name: string
  /** The user who is signed in. */
  you: boolean
  /** How the register is told who it is: no number is needed. */
  whom: Extract<Whom, { self: true } | { like: string }>
  /** Days from today on for which the person is registered at this workplace. */
  days: string[]
}

/** The last day at one workplace. */
export interface LastDay {
  on: string
  workplace: { number: string; name: string }
  people: Person[]
}

/** The last day before today, one entry for each workplace, that of the user first, then the one with most people. */
export function lastDayOf({ rows }: RecentDays, user: Me, today: string): LastDay[] {
  const standing = rows.filter((row) => row.state !== 'refused' && row.state !== 'cancelled')
  const own = standing.filter((row) => isUser(row, user) || user.entitlements.includes('register'))
  // Who came in today goes out today.
  const seen = own.filter((row) => row.on < today || (row.on === today && (row.direction === 'in' || row.direction === 'out')))
  const on = seen.reduce((last, row) => (row.on < today && row.on > last ? row.on : last), '')
  const coming = standing.filter((row) => row.on >= today)
  const places = new Map<string, LastDay>()
  const shown = seen.filter((row) => row.on === on || row.on === today)
  for (const row of shown) {
    const { number } = row.workplace
    const place = places.get(number) ?? { on: row.on, workplace: row.workplace, people: [] }
    places.set(number, place)
    const before = shown.find((other) => isSame(other, row))
    if (before === row) place.people.push(personOf(row, user, coming))
  }
  for (const { people } of places.values()) people.sort((a, b) => Number(b.you) - Number(a.you) || (a.name < b.name ? -1 : 1))
  const weight = ({ people }: LastDay) => (people[0]?.you ? 1e6 : 0) + people.length
  return [...places.values()].sort((a, b) => weight(b) - weight(a))
}

function personOf(row: Row, user: Me, coming: Row[]): Person {
  const you = isUser(row, user)
  return {
    key: row.id,
    name: row.name || row.person,
    you,
    whom: you ? { self: true } : { like: row.id },
    days: coming.filter((other) => isSame(other, row)).map((other) => other.on),
  }
}

/** The masked number and the name together tell people of one company apart. */
function isUser(row: Row, user: Me): boolean {
  return user.registersSelf && row.name === user.name && row.person === user.niss
}

function isSame(a: Row, b: Row): boolean {
  return a.name === b.name && a.person === b.person && a.workplace.number === b.workplace.number
}

/**
 * What holds at a workplace on a day: whether everybody registers themselves,
 * and whether in and out are registered. Where only presences are known of it,
 * they tell.
 */
export function rulesAt(number: string, { places, rows }: RecentDays, day: string): { selfOnly: boolean; timed: boolean } {
  const known: Takes = places.find((place) => place.number === number) ?? {}
  const before = rows.some((row) => row.workplace.number === number && (row.direction === 'in' || row.direction === 'out'))
  return { selfOnly: known.selfOnly ?? false, timed: isTimed(known, day) ?? before }
}

/** So many days can be chosen, today included. */
const offered = 14

/** The days from today on for which a workplace can be registered, as far as is known. */
export function daysFor(number: string, workplaces: RecentDays['places'], today: string): string[] {
  const workplace = workplaces.find((known) => known.number === number)
  const days = Array.from({ length: offered }, (_, i) => addDays(today, i))
  // What was remembered by an earlier version of the app does not say the last day.
  return workplace ? days.filter((day) => day <= (workplace.lastDay ?? today)) : days
}

/** The weekdays of those days until Friday; none where that would be one day only. */
export function untilFriday(days: string[]): string[] {
  const weekday = (day: string) => new Date(`${day}T12:00:00Z`).getUTCDay()
  const friday = days.findIndex((day) => weekday(day) === 5)
  const week = days.slice(0, friday + 1).filter((day) => weekday(day) % 6 !== 0)
  return week.length > 1 ? week : []
}

/** One person on one day. */
export interface Turn {
  person: Person
  on: string
}

/** Who must still be registered for which day: nobody twice, neither by the register's word nor by a promise of this phone. */
export function turnsOf(people: Person[], days: string[], records: PresenceRecord[]): Turn[] {
  return people.flatMap((person) =>
    days.filter((on) => !person.days.includes(on) && !records.some((one) => one.on === on && isPromised(one, person))).map((on) => ({ person, on })),
  )
}

function isPromised(record: PresenceRecord, { whom }: Person): boolean {
  if (record.state !== 'promised') return false
  return 'like' in whom ? 'like' in record && record.like === whom.like : 'self' in record
}

/** How everybody stands at a workplace now, by the register's word and by what this phone promised. */
export function standingsOf({ people, workplace }: LastDay, { by, rows }: RecentDays, records: PresenceRecord[], now: Date): Map<Person, Standing> {
  const known = new Map([...records, ...rows.map((row) => recordOf(row, by))].map((record) => [record.id, record]))
  const all = [...known.values()]
  const at = { place: { workplace: workplace.number }, workplace }
  return new Map(people.map((person) => [person, standingOf(all, { by, worker: person.name }, at, now)]))
}

/** Of whom a tap says that they come or go: not of those who are in already; and of those who are in, if any are known to be. */
export function goersOf(people: Person[], standings: ReadonlyMap<Person, Standing>, direction: InOrOut): Person[] {
  const present = people.filter((person) => standings.get(person)?.kind === 'in')
  if (direction === 'in') return people.filter((person) => !present.includes(person))
  return present.length > 0 ? present : people
}

/** What a tap knows beside the turns; `newId` makes the ids of promises. */
export interface CrewTap {
  at: number
  newId: (at: number) => string
  direction?: InOrOut
}

/** The promises of a tap. */
export function promisesOf(turns: Turn[], { workplace }: LastDay, by: string, tap: CrewTap): Promised[] {
  return turns.map(({ person, on }, i) => {
    const at = tap.at + i // A millisecond apart, so that they keep their order.
    const where = { place: { workplace: workplace.number }, workplace }
    return promiseOf(person.whom, person.name, { by }, { id: tap.newId(at), at: new Date(at), on, direction: tap.direction, ...where })
  })
}
