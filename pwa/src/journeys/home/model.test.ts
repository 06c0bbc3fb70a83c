import { expect, test } from 'vitest'
import type { PresenceRecord } from '../../offline/presence-record'
import { todayOf } from './model'

const day = '2026-11-23'
const base = { secret: 's', on: day, capturedAt: '2026-11-23T05:52:00Z', place: { poster: '7K3M-Q9TD-2XVN' } }
const registered = (id: string, on = day): PresenceRecord => ({
  ...base,
  id,
  on,
  state: 'registered',
  receiptNumber: '261123000000164',
  receipt: '',
  recordedAt: '2026-11-23T05:52:01Z',
  remarks: [],
})
const promised = (id: string, on = day): PresenceRecord => ({ ...base, id, on, state: 'promised', limosa: '', tries: 1 })
const refused = (id: string): PresenceRecord => ({ ...base, id, state: 'refused', code: 'workplace_closed' })
const cancelled = (id: string): PresenceRecord => ({ ...base, id, state: 'cancelled', reason: 'PLANNING' })

test('nothing today', () => {
  expect(todayOf([], day)).toEqual({ kind: 'none' })
  expect(todayOf([registered('a', '2026-11-22')], day)).toEqual({ kind: 'none' })
})

test('registered today', () => {
  expect(todayOf([registered('a')], day)).toMatchObject({ kind: 'registered', presence: { id: 'a' } })
})

test('a promise is never hidden behind a receipt', () => {
  expect(todayOf([registered('b'), promised('a')], day)).toEqual({ kind: 'promised', count: 1, id: 'a' })
})

test('promises of yesterday still count', () => {
  expect(todayOf([promised('b'), promised('a', '2026-11-22')], day)).toMatchObject({ kind: 'promised', count: 2 })
})

test('a refusal that was made good is past', () => {
  expect(todayOf([refused('b'), registered('a')], day)).toEqual({ kind: 'refused', id: 'b' })
  expect(todayOf([registered('b'), refused('a')], day)).toMatchObject({ kind: 'registered' })
})

test('what was undone is not today’s state', () => {
  expect(todayOf([cancelled('a')], day)).toEqual({ kind: 'none' })
})

test('a receipt without a remark speaks for the day', () => {
  const doubled: PresenceRecord = { ...registered('b'), remarks: ['already_registered'] } as PresenceRecord
  expect(todayOf([doubled, registered('a')], day)).toMatchObject({ presence: { id: 'a' } })
  expect(todayOf([doubled], day)).toMatchObject({ presence: { id: 'b' } })
})
