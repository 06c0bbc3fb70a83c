import { expect, test } from 'vitest'
import { byPerson, divide } from './holder'
import type { PresenceRecord } from './presence-record'

const record = (id: string, change: Partial<PresenceRecord>): PresenceRecord =>
  ({
    id, on: '2026-11-23', capturedAt: '2026-11-23T05:52:00Z', place: { poster: '7K3M-Q9TD-2XVN' }, state: 'registered',
    receiptNumber: '261123000000164', receipt: '', recordedAt: '2026-11-23T05:52:01Z', remarks: [], ...change,
  }) as PresenceRecord
const samir = { id: 'samir', name: 'Samir Testaoui' }
const ids = (records: PresenceRecord[]) => records.map(({ id }) => id)

test('the crew of a foreman is not the foreman, be it of the same name', () => {
  const all = [
    record('son', { by: 'samir', own: false, worker: 'Samir Testaoui' }),
    record('mine', { by: 'samir', own: true, worker: 'Samir Testaoui' }),
    record('ana', { by: 'samir', own: false, worker: 'Ana Exemplu' }),
    record('guest', { secret: 's', worker: 'Ion Exemplu', digits: '1234' }),
  ]
  const { own, others } = divide(all, { user: samir, limosa: undefined })
  expect(ids(own)).toEqual(['mine'])
  expect(ids(others)).toEqual(['son', 'ana', 'guest'])
})

test('what an earlier release stored is told apart by the name', () => {
  const all = [record('ana', { by: 'samir', worker: 'Ana Exemplu' }), record('mine', { by: 'samir', worker: 'Samir Testaoui' })]
  expect(ids(divide(all, { user: samir, limosa: undefined }).own)).toEqual(['mine'])
})

test('without account it is whose L1 is remembered, else who was registered last', () => {
  const all = [
    record('ion', { secret: 's', worker: 'Ion Exemplu', digits: '1234' }),
    record('ana', { secret: 's', worker: 'Ana Exemplu', digits: '7777' }),
    record('nameless', { secret: 's' }),
    record('crew', { by: 'samir', own: false, worker: 'Ana Exemplu', digits: '7777' }),
  ]
  expect(ids(divide(all, { user: undefined, limosa: { digits: '7777', worker: 'Ana Exemplu' } }).own)).toEqual(['ana'])
  expect(ids(divide(all, { user: undefined, limosa: undefined }).own)).toEqual(['ion'])
  expect(ids(divide(all.slice(2), { user: undefined, limosa: undefined }).own)).toEqual(['nameless'])
  expect(divide([], { user: undefined, limosa: undefined })).toEqual({ own: [], others: [] })
})

test('in and out of one person are one person', () => {
  const all = [record('a', { worker: 'Ana Exemplu' }), record('b', { worker: 'Ion Exemplu' }), record('c', { worker: 'Ana Exemplu' })]
  expect(byPerson(all).map(ids)).toEqual([['a', 'c'], ['b']])
})
