import { describe, expect, test } from 'vitest'
import type { PresenceRecord } from '../../offline/presence-record'
import { othersOf, todayOf } from './model'

const day = '2026-11-23'
const now = new Date('2026-11-23T15:00:00Z')
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
  expect(todayOf([], day, now)).toEqual({ kind: 'none' })
  expect(todayOf([registered('a', '2026-11-22')], day, now)).toEqual({ kind: 'none' })
})

test('registered today', () => {
  expect(todayOf([registered('a')], day, now)).toMatchObject({ kind: 'registered', presence: { id: 'a' } })
})

test('a promise is never hidden behind a receipt', () => {
  expect(todayOf([registered('b'), promised('a')], day, now)).toEqual({ kind: 'promised', count: 1, id: 'a' })
})

test('promises of yesterday still count', () => {
  expect(todayOf([promised('b'), promised('a', '2026-11-22')], day, now)).toMatchObject({ kind: 'promised', count: 2 })
})

test('a refusal that was made good is past', () => {
  expect(todayOf([refused('b'), registered('a')], day, now)).toEqual({ kind: 'refused', id: 'b' })
  expect(todayOf([registered('b'), refused('a')], day, now)).toMatchObject({ kind: 'registered' })
})

test('what was undone is not today’s state', () => {
  expect(todayOf([cancelled('a')], day, now)).toEqual({ kind: 'none' })
})

test('a receipt without a remark speaks for the day', () => {
  const doubled: PresenceRecord = { ...registered('b'), remarks: ['already_registered'] } as PresenceRecord
  expect(todayOf([doubled, registered('a')], day, now)).toMatchObject({ presence: { id: 'a' } })
  expect(todayOf([doubled], day, now)).toMatchObject({ presence: { id: 'b' } })
})

describe('in and out', () => {
  const coming = (id: string, at: string, change: Partial<PresenceRecord> = {}): PresenceRecord =>
    ({ ...registered(id), worker: 'Ana', direction: 'in', at, on: at.slice(0, 10), ...change }) as PresenceRecord
  const going = (id: string, at: string) => coming(id, at, { direction: 'out' })

  test('today’s pairs, a pause between them', () => {
    const all = [going('d', '2026-11-23T14:31:00Z'), coming('c', '2026-11-23T11:31:00Z'), going('b', '2026-11-23T11:00:00Z'), coming('a', '2026-11-23T05:58:00Z')]
    expect(todayOf(all, day, now)).toMatchObject({ kind: 'registered', presence: { id: 'd' }, shifts: [{ in: { id: 'a' } }, { in: { id: 'c' } }] })
  })

  test('who came in last night is in now, whatever day it is', () => {
    expect(todayOf([coming('a', '2026-11-23T01:00:00Z', { on: '2026-11-22' })], day, now)).toMatchObject({ kind: 'registered', shifts: [{ open: true }] })
  })

  test('a forgotten out is told as long as nothing else happened', () => {
    expect(todayOf([coming('a', '2026-11-22T05:58:00Z')], day, now)).toEqual({ kind: 'none', forgotten: '2026-11-22' })
    expect(todayOf([registered('b'), coming('a', '2026-11-22T05:58:00Z')], day, now)).toMatchObject({ kind: 'registered' })
  })

  test('what waits for its authority is not called a promise, and not green', () => {
    expect(todayOf([{ ...base, id: 'q', state: 'queued' }, registered('a')], day, now)).toEqual({ kind: 'queued', count: 1, id: 'q', since: base.capturedAt })
  })
})

describe('others', () => {
  const of = (worker: string, record: PresenceRecord): PresenceRecord => ({ ...record, worker })

  test('are counted in persons', () => {
    expect(othersOf([], day)).toBeUndefined()
    expect(othersOf([of('Ana', registered('a', '2026-11-22'))], day)).toBeUndefined()
    expect(othersOf([of('Ana', registered('a')), of('Ana', registered('b')), of('Ion', registered('c'))], day)).toEqual({ all: 2, done: 2, worst: 'done' })
  })

  test('whoever waits or was refused is not done', () => {
    expect(othersOf([of('Ana', promised('a', '2026-11-22')), of('Ion', registered('c'))], day)).toEqual({ all: 2, done: 1, worst: 'waiting' })
    expect(othersOf([of('Ana', refused('a')), of('Ion', promised('c'))], day)).toEqual({ all: 2, done: 0, worst: 'refused' })
    expect(othersOf([of('Ana', registered('b')), of('Ana', refused('a'))], day)).toEqual({ all: 1, done: 1, worst: 'done' })
    expect(othersOf([of('Ana', cancelled('a'))], day)).toBeUndefined()
  })
})
