import { describe, expect, test } from 'vitest'
import type { Me } from '../../api/session'
import type { Row } from '../../api/work'
import { daysFor, goersOf, lastDayOf, promisesOf, rulesAt, standingsOf, turnsOf, untilFriday } from './model'

const today = '2026-11-23' // a Monday
const north = { number: '1Y102TG6Z4BDZ', name: 'Testwerf Noord' }
const south = { number: '1Y1000003EQCZ', name: 'Testwerf Zuid' }
const company = { number: 'BE0000000196', name: 'Model Ruwbouw', independent: false, confirmed: true }
const foreman: Me = {
  id: 'foreman', name: 'Samir Testaoui', login: 'samir', niss: '•••11', entitlements: ['register'], registersSelf: true, totp: false, passkeys: 0, password: true, recoveryCodes: 0, company,
}

const row = (id: string, name: string, on: string, change: Partial<Row> = {}): Row => ({
  id, name, on, person: `•••${name.length}`, state: 'registered', employer: company, workplace: north,
  direction: 'day', at: `${on}T06:00:00Z`, authority: 'self', recordedAt: `${on}T06:00:00Z`, channel: 'mobile', remarks: [], flags: [], registeredBy: { self: false }, mine: true, ...change,
})
const past = (...rows: Row[]) => ({ by: 'foreman', rows, places: [] })
const names = (found: ReturnType<typeof lastDayOf>) => found.map(({ people }) => people.map(({ name }) => name))

describe('the last day', () => {
  test('is the last on which anybody worked, not always yesterday', () => {
    const found = lastDayOf(past(row('b', 'Ana', '2026-11-20'), row('a', 'Ana', '2026-11-19')), foreman, today)
    expect(found).toMatchObject([{ on: '2026-11-20', workplace: north, people: [{ name: 'Ana', whom: { like: 'b' }, days: [] }] }])
  })

  test('has everybody once, oneself first, and nobody who was cancelled', () => {
    const on = '2026-11-20'
    const rows = [row('d', 'Dorin', on), row('a', 'Ana', on), row('e', 'Ana', on), row('c', 'Jan', on, { state: 'cancelled' })]
    const self = row('s', foreman.name, on, { person: '•••11' })
    const [found] = lastDayOf(past(...rows, self), foreman, today)
    expect(found?.people.map(({ name, whom }) => [name, whom])).toEqual([
      ['Samir Testaoui', { self: true }],
      ['Ana', { like: 'a' }],
      ['Dorin', { like: 'd' }],
    ])
  })

  test('two with one name are two people', () => {
    const rows = [row('a', 'Jan', '2026-11-20', { person: '•••01' }), row('b', 'Jan', '2026-11-20', { person: '•••02' })]
    expect(names(lastDayOf(past(...rows), foreman, today))).toEqual([['Jan', 'Jan']])
  })

  test('at two workplaces shows the larger crew first', () => {
    const on = '2026-11-20'
    const rows = [row('a', 'Ana', on, { workplace: south }), row('b', 'Jan', on), row('c', 'Dorin', on)]
    expect(lastDayOf(past(...rows), foreman, today).map(({ workplace }) => workplace)).toEqual([north, south])
  })

  test('without the entitlement shows oneself only', () => {
    const alone = { ...foreman, entitlements: [] }
    const rows = [row('a', 'Ana', '2026-11-20'), row('s', foreman.name, '2026-11-19', { person: '•••11' })]
    expect(names(lastDayOf(past(...rows), alone, today))).toEqual([[foreman.name]])
    expect(lastDayOf(past(), foreman, today)).toEqual([])
  })
})

describe('days', () => {
  const place = { number: north.number, name: north.name, sector: 'construction' as const, address: '', open: 'open' as const, directions: ['day' as const], selfOnly: false, posterNeeded: false }

  test('two weeks, and no day after the workplace closes', () => {
    expect(daysFor(north.number, [], today)).toHaveLength(14)
    expect(daysFor(north.number, [{ ...place, lastDay: '2026-11-24' }], today)).toEqual([today, '2026-11-24'])
    expect(daysFor(north.number, [{ ...place, lastDay: '2026-11-22' }], today)).toEqual([])
    expect(daysFor(north.number, [{ ...place, lastDay: '2027-11-22' }], today)).toHaveLength(14)
  })

  test('cleaning is registered on the day only', () => {
    expect(daysFor(north.number, [place], today)).toEqual([today])
  })

  test('until Friday, in one tap', () => {
    const days = daysFor(north.number, [], today)
    expect(untilFriday(days)).toEqual(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'])
    expect(untilFriday(days.slice(4))).toEqual([])
    expect(untilFriday(days.slice(5))).toHaveLength(5)
    expect(untilFriday([today])).toEqual([])
  })
})

describe('the tap', () => {
  const crew = lastDayOf(past(row('a', 'Ana', '2026-11-20'), row('b', 'Jan', '2026-11-20'), row('x', 'Ana', today)), foreman, today)
  const [day] = crew
  const tap = { at: Date.parse('2026-11-23T05:52:00Z'), newId: (at: number) => `id ${at % 1000}` }

  test('registers nobody who is registered', () => {
    const turns = turnsOf(day?.people ?? [], [today, '2026-11-24'], [])
    expect(turns.map(({ person, on }) => `${person.name} ${on}`)).toEqual(['Ana 2026-11-24', 'Jan 2026-11-23', 'Jan 2026-11-24'])
  })

  test('nor anybody whose promise waits on this phone', () => {
    if (!day) throw new Error('no day')
    const made = promisesOf(turnsOf(day.people, [today], []), day, 'foreman', tap)
    expect(made).toMatchObject([{ id: 'id 0', by: 'foreman', like: 'b', on: today, worker: 'Jan', place: { workplace: north.number }, tries: 0 }])
    expect(turnsOf(day.people, [today], made)).toEqual([])
  })
})

describe('in and out', () => {
  const came = (id: string, name: string, at: string) => row(id, name, at.slice(0, 10), { direction: 'in', at })
  const went = (id: string, name: string, at: string) => row(id, name, at.slice(0, 10), { direction: 'out', at })
  const known = past(
    came('t', 'Ana', `${today}T06:00:00Z`),
    went('s', 'Jan', '2026-11-20T15:00:00Z'), came('r', 'Jan', '2026-11-20T06:00:00Z'), came('q', 'Ana', '2026-11-20T06:00:00Z'),
  )
  const [day] = lastDayOf(known, foreman, today)
  const now = new Date(`${today}T07:00:00Z`)
  const namesOf = (direction: 'in' | 'out', records = known) => {
    if (!day) throw new Error('no day')
    return goersOf(day.people, standingsOf(day, records, [], now), direction).map(({ name }) => name)
  }

  test('who came in today is there too, once', () => {
    expect(day?.people.map(({ name, whom }) => [name, whom])).toEqual([['Ana', { like: 't' }], ['Jan', { like: 's' }]])
  })

  test('in is for those who are not in, out for those who are', () => {
    expect([namesOf('in'), namesOf('out')]).toEqual([['Jan'], ['Ana']])
  })

  test('where nobody is known to be in, out is for everybody: they may have come in by their own phone', () => {
    expect(namesOf('out', past())).toEqual(['Ana', 'Jan'])
  })

  test('the tap says which', () => {
    if (!day) throw new Error('no day')
    const turns = day.people.slice(0, 1).map((person) => ({ person, on: today }))
    expect(promisesOf(turns, day, 'foreman', { at: now.getTime(), newId: () => 'n', direction: 'out' })).toMatchObject([{ direction: 'out', like: 't', on: today }])
  })

  test('what holds at a workplace is known of the workplace, or from presences there', () => {
    const cleaning = { ...north, sector: 'cleaning' as const, address: '', open: 'open' as const, directions: ['in' as const, 'out' as const], selfOnly: true, posterNeeded: false }
    expect(rulesAt(north.number, { ...past(), places: [cleaning] }, today)).toEqual({ selfOnly: true, timed: true })
    expect(rulesAt(north.number, known, today)).toEqual({ selfOnly: false, timed: true })
    expect(rulesAt(north.number, past(row('a', 'Ana', '2026-11-20')), today)).toEqual({ selfOnly: false, timed: false })
  })
})
