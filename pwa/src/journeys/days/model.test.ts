import { expect, test } from 'vitest'
import type { Kept } from '../../offline/kept'
import { daysOf, markOf, toneOf, waitingIn } from './model'

const base = { secret: 's', capturedAt: '2026-11-23T05:52:00Z', place: { poster: '7K3M-Q9TD-2XVN' } }
const promised = (id: string, on: string): Kept => ({ ...base, id, on, state: 'promised', limosa: '', tries: 1 })
const registered: Kept = {
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

test('only promises wait', () => {
  expect(waitingIn([registered, promised('a', '2026-11-23')])).toBe(1)
})

test('green is a receipt without remark only', () => {
  expect(toneOf(markOf(registered))).toBe('good')
  expect(toneOf(markOf({ ...registered, remarks: ['clock_ahead'] }))).toBe('wait')
  expect(toneOf(markOf(promised('a', '2026-11-23')))).toBe('wait')
  expect(toneOf(markOf({ ...base, id: 'q', on: '2026-11-23', state: 'queued' }))).toBe('wait')
  expect(toneOf(markOf({ ...base, id: 'x', on: '2026-11-23', state: 'refused', code: 'day_passed' }))).toBe('bad')
  expect(toneOf(markOf({ ...base, id: 'x', on: '2026-11-23', state: 'cancelled', reason: 'OTHER' }))).toBe('off')
})
