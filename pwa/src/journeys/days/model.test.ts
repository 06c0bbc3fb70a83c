import { describe, expect, test } from 'vitest'
import type { Row } from '../../api/work'
import type { PresenceRecord } from '../../offline/presence-record'
import { daysOf, markOf, together, toneOf, waitingIn } from './model'

const base = { secret: 's', capturedAt: '2026-11-23T05:52:00Z', place: { poster: '7K3M-Q9TD-2XVN' } }
const promised = (id: string, on: string): PresenceRecord => ({ ...base, id, on, state: 'promised', limosa: '', tries: 1 })
const registered: PresenceRecord = {
  ...base,
  id: 'r',
  on: '2026-11-23',
  state: 'registered',
  receiptNumber: '261123000000164',
  receipt: '',
  recordedAt: '2026-11-23T05:52:01Z',
  remarks: [],
}

test('latest day first, and within a day as it came', () => {
  const days = daysOf([promised('c', '2026-11-22'), promised('b', '2026-11-23'), promised('a', '2026-11-23')])
  expect(days.map((day) => [day.on, day.presences.map((p) => p.id)])).toEqual([
    ['2026-11-23', ['b', 'a']],
    ['2026-11-22', ['c']],
  ])
})

test('only promises wait; those of a user who is not signed in wait for them', () => {
  const { secret: _, ...rest } = base
  const theirs: PresenceRecord = { ...rest, by: 'foreman', id: 'f', on: '2026-11-23', state: 'promised', self: true, tries: 0 }
  const records = [registered, promised('a', '2026-11-23'), theirs]
  expect(waitingIn(records, undefined)).toEqual({ count: 2, locked: 1 })
  expect(waitingIn(records, 'foreman')).toEqual({ count: 2, locked: 0 })
})

describe('together with the account', () => {
  const row: Row = {
    id: 'x', state: 'validated', receiptNumber: '261123000000261', on: '2026-11-23', name: 'Ana Voorbeeldescu', person: '•••11',
    employer: { number: 'BE0000000196', name: 'Model Ruwbouw' }, workplace: { number: '1Y102TG6Z4BDZ', name: 'Testwerf Noord' },
    recordedAt: '2026-11-23T06:10:00Z', channel: 'desktop', remarks: [], mine: true,
  }

  test('what was registered elsewhere is there too, newest first', () => {
    const all = together([registered], [row], 'foreman')
    expect(all.map(({ id }) => id)).toEqual(['x', 'r'])
    expect(all[0]).toMatchObject({ state: 'registered', by: 'foreman', worker: 'Ana Voorbeeldescu', receiptNumber: '261123000000261' })
  })

  test('nothing is there twice, and what this phone has keeps its receipt', () => {
    const mine = { ...registered, receipt: 'a.b.c' } as PresenceRecord
    expect(together([mine], [{ ...row, id: 'r' }], 'foreman')).toEqual([mine])
  })

  test('the register’s word goes before a promise or refusal of this phone', () => {
    const late: PresenceRecord = { ...base, id: 'x', on: '2026-11-23', state: 'refused', code: 'day_passed' }
    expect(together([late], [row], 'foreman')).toMatchObject([{ state: 'registered' }])
    expect(together([late], [{ ...row, state: 'cancelled' }], 'foreman')).toMatchObject([{ state: 'cancelled' }])
  })

  test('without a receipt number nothing is green', () => {
    expect(together([], [{ ...row, receiptNumber: '' }], 'foreman')).toMatchObject([{ state: 'queued' }])
  })
})

test('green is a receipt without remark only', () => {
  expect(toneOf(markOf(registered))).toBe('good')
  expect(toneOf(markOf({ ...registered, remarks: ['clock_ahead'] }))).toBe('wait')
  expect(toneOf(markOf(promised('a', '2026-11-23')))).toBe('wait')
  expect(toneOf(markOf({ ...base, id: 'q', on: '2026-11-23', state: 'queued' }))).toBe('wait')
  expect(toneOf(markOf({ ...base, id: 'x', on: '2026-11-23', state: 'refused', code: 'day_passed' }))).toBe('bad')
  expect(toneOf(markOf({ ...base, id: 'x', on: '2026-11-23', state: 'cancelled', reason: 'OTHER' }))).toBe('off')
})
