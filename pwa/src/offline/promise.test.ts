import { expect, test } from 'vitest'
import { refused } from './presence-record'
import { againAs, promiseOf, type Tap } from './promise'

const l1 = 'https://limosa.example/l1?nr=24910158641968060&naam=Testa%20Fictiva'
const tap: Tap = { id: 'i', at: new Date('2026-11-23T05:52:00Z'), on: '2026-11-23', place: { poster: '7K3M-Q9TD-2XVN' } }

test('the promise of a phone holds all that the register and the owner will need', () => {
  const workplace = { name: 'Testwerf Noord', number: '1Y102TG6Z4BDZ', address: 'Kaai 1' }
  const position = { latitude: 51, longitude: 4, accuracy: 10 }
  expect(promiseOf({ limosa: l1 }, 'Testa Fictiva', { secret: 's' }, { ...tap, workplace, position })).toEqual({
    state: 'promised',
    id: 'i',
    secret: 's',
    on: '2026-11-23',
    direction: 'day',
    capturedAt: '2026-11-23T05:52:00.000Z',
    place: { poster: '7K3M-Q9TD-2XVN' },
    limosa: l1,
    digits: '8060',
    tries: 0,
    workplace: { name: 'Testwerf Noord', number: '1Y102TG6Z4BDZ' },
    worker: 'Testa Fictiva',
    position,
  })
})

test('the promise of a user is theirs, without a secret', () => {
  const made = promiseOf({ self: true }, 'Ivo Fictief', { by: 'ivo' }, tap)
  expect(made).toMatchObject({ state: 'promised', by: 'ivo', self: true, worker: 'Ivo Fictief', tries: 0 })
  expect(made).not.toHaveProperty('secret')
  expect(promiseOf({ like: 'p' }, 'Ana', { by: 'ivo' }, tap)).toMatchObject({ like: 'p', by: 'ivo' })
})

test('in and out are of the day of their time, whatever day was on screen', () => {
  const made = promiseOf({ self: true }, 'Ivo Fictief', { by: 'ivo' }, { ...tap, at: new Date('2026-11-23T23:10:00Z'), direction: 'out' })
  expect(made).toMatchObject({ direction: 'out', on: '2026-11-24' })
})

test('a promise that was refused for want of a direction is made again: same id, same person, same time', () => {
  const before = refused(promiseOf({ limosa: l1 }, 'Testa Fictiva', { secret: 's' }, tap), 'direction_required')
  expect(againAs('in', before)).toMatchObject({ state: 'promised', id: 'i', secret: 's', limosa: l1, direction: 'in', capturedAt: before.capturedAt, tries: 0 })
  const { limosa: _, ...tidied } = before
  expect(againAs('in', tidied)).toBeUndefined()
})

test('what is not known is not there', () => {
  const made = promiseOf({ limosa: '24910158641968060' }, undefined, { secret: 's' }, tap)
  for (const name of ['worker', 'workplace', 'position', 'by']) expect(made).not.toHaveProperty(name)
})
