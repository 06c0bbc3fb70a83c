import { expect, test } from 'vitest'
import { knownBefore, withDoubles } from './doubles'
import { promised, told } from './fixtures'
import { cancelled, type Direction, type PresenceRecord, settled } from './presence-record'

/** A presence with a receipt, as the register tells it of whoever has no account. */
function registered(id: string, at: string, change: Partial<PresenceRecord> = {}, direction: Direction = 'day'): PresenceRecord {
  const record = { ...promised(id), capturedAt: at, digits: '8060', ...change } as PresenceRecord
  return settled(record, told(id, { direction, at, on: at.slice(0, 10) }))
}

/** What is marked, as "id of first: remarks". */
function marked(...records: PresenceRecord[]): Record<string, string> {
  const doubles = withDoubles(records).flatMap((one) => (one.state === 'registered' && one.duplicateOf ? [one] : []))
  return Object.fromEntries(doubles.map(({ id, duplicateOf, remarks }) => [id, `${duplicateOf}: ${remarks.join(' ')}`]))
}

const first = registered('a', '2026-11-23T06:00:00Z')
const again = registered('b', '2026-11-23T07:00:00Z')

test('the second of a day is marked, with the way to the first, in whatever order they are kept', () => {
  expect(marked(again, first)).toEqual({ b: 'a: already_registered' })
  expect(marked(registered('c', '2026-11-23T08:00:00Z'), first, again)).toEqual({ b: 'a: already_registered', c: 'a: already_registered' })
  expect(withDoubles([again, first]).map(({ id }) => id)).toEqual(['b', 'a'])
})

test('another person, workplace or day is no double, nor what a user registered', () => {
  expect(marked(first, registered('b', '2026-11-23T07:00:00Z', { digits: '8157' }))).toEqual({})
  expect(marked(first, registered('b', '2026-11-24T07:00:00Z'))).toEqual({})
  const elsewhere = { ...again, workplace: { number: '1Y1000003EQCZ', name: 'Zuid' } }
  expect(marked(first, elsewhere)).toEqual({})
  const user = { by: 'u' }
  expect(marked(registered('a', '2026-11-23T06:00:00Z', user), registered('b', '2026-11-23T07:00:00Z', user))).toEqual({})
})

test('only what has a receipt and stands comes first', () => {
  expect(marked(cancelled(first, 'OTHER'), again)).toEqual({})
  expect(marked(promised('a'), again)).toEqual({})
})

test('of in and out, what repeats the one before it within a shift', () => {
  const day = (['in', 'in', 'out', 'out', 'in'] as const).map((direction, i) => registered('abcde'[i] ?? '', `2026-11-23T0${i + 1}:00:00Z`, {}, direction))
  expect(marked(...day)).toEqual({ b: 'a: already_in', d: 'c: already_out' })
  expect(marked(registered('x', '2026-11-22T06:00:00Z', {}, 'in'), registered('y', '2026-11-22T22:00:00Z', {}, 'in'))).toEqual({})
})

test('what the register itself has marked stays as it is', () => {
  const marked = settled(promised('b'), told('b', { remarks: ['already_registered'], duplicateOf: 'z' }))
  expect(withDoubles([marked, first])).toEqual([marked, first])
})

test('before the tap, what stands or waits here of the person, place and day is known', () => {
  const who = { digits: '8060', worker: 'Testa Fictiva' }
  const at = { place: { poster: '7K3M-Q9TD-2XVN' }, workplace: { number: '1Y102TG6Z4BDZ', name: 'Noord' } }
  const known = (records: PresenceRecord[], change = {}, day = '2026-11-23') => knownBefore(records, { ...who, ...change }, at, day)?.id
  expect(known([again, first])).toBe('b')
  expect(known(withDoubles([again, first]))).toBe('a')
  expect(known([promised('p')])).toBe('p')
  expect(known([cancelled(first, 'OTHER')])).toBeUndefined()
  expect(known([first], { digits: '8157' })).toBeUndefined()
  expect(known([first], {}, '2026-11-24')).toBeUndefined()
  expect(known([registered('t', '2026-11-23T06:00:00Z', {}, 'in')])).toBeUndefined()
})
