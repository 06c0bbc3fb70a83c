import { expect, test } from 'vitest'
import { promised, promisedBy, told } from '../offline/fixtures'
import { type PresenceRecord, refused, settled } from '../offline/presence-record'
import { papersOf, papersOfRows } from './papers'

const mine: PresenceRecord = { ...promisedBy('foreman', 'a'), self: true }

test('on paper is who has a receipt number; who waits for one is counted, who was refused or undone is not', () => {
  const waiting = { ...promisedBy('foreman', 'w'), self: true } as PresenceRecord
  const all = [mine, settled({ ...mine, id: 'b' }, told('b')), waiting, refused(promised('r'), 'day_passed')]
  expect(papersOf(all)).toMatchObject({ ids: ['b'], without: 2 })
  const rows = [
    { id: 'b', state: 'validated', receiptNumber: '261123000000164' },
    { id: 'q', state: 'queued', receiptNumber: '' },
    { id: 'c', state: 'cancelled', receiptNumber: '261123000000261' },
  ]
  expect(papersOfRows(rows)).toEqual({ ids: ['b'], without: 1 })
})
