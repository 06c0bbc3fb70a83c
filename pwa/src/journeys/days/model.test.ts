import { describe, expect, test } from 'vitest'
import type { Row } from '../../api/work'
import type { PresenceRecord } from '../../offline/presence-record'
import { countRegistered, daysOf, inOrderIn, markOf, markOfShifts, marksOf, recordsOf, shownIn, together, toneOf, waitingIn } from './model'

const base = { secret: 's', capturedAt: '2026-11-23T05:52:00Z', place: { poster: '7K3M-Q9TD-2XVN' } }
const promised = (id: string, on: string): PresenceRecord => ({ ...base, id, on, state: 'promised', limosa: '', tries: 1 })
const now = new Date('2026-11-23T15:00:00Z')
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
  const days = daysOf([promised('c', '2026-11-22'), promised('b', '2026-11-23'), promised('a', '2026-11-23')], now)
  expect(days.map((day) => [day.on, day.entries.map((one) => one.kind === 'one' && one.record.id)])).toEqual([
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
    direction: 'day', at: '2026-11-23T06:10:00Z', authority: 'self', recordedAt: '2026-11-23T06:10:00Z', channel: 'desktop', remarks: [], flags: [], registeredBy: { self: false }, mine: true,
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

describe('a month', () => {
  const on = (id: string, day: string, change: Partial<PresenceRecord> = {}) => ({ ...registered, id, on: day, ...change }) as PresenceRecord
  const records = [
    promised('w', '2026-12-01'),
    on('x', '2026-12-01'),
    on('c', '2026-11-24', { state: 'cancelled' }),
    on('b', '2026-11-23', { remarks: ['late'] }),
    on('a', '2026-11-23'),
    on('z', '2026-11-02'),
  ]

  test('has its own days; before them what waits on days of other months', () => {
    const { waiting, month } = shownIn(daysOf(records, now), '2026-11')
    expect(month.map(({ on }) => on)).toEqual(['2026-11-24', '2026-11-23', '2026-11-02'])
    expect(waiting.map(({ on, entries }) => [on, entries.length])).toEqual([['2026-12-01', 1]])
    expect(shownIn(daysOf(records, now), '2026-12').waiting).toEqual([])
  })

  test('the mark of a day is the worst of what it has, and what was undone counts least', () => {
    const marks = marksOf(daysOf([...records, on('d', '2026-11-02', { state: 'cancelled' })], now))
    expect(Object.fromEntries(marks)).toEqual({ '2026-12-01': 'promised', '2026-11-24': 'cancelled', '2026-11-23': 'remarked', '2026-11-02': 'registered' })
  })

  test('its days with a receipt number are counted, each once', () => {
    const { month } = shownIn(daysOf(records, now), '2026-11')
    expect(countRegistered(month)).toBe(2)
    expect(inOrderIn(month).map(({ id }) => id)).toEqual(['b', 'a', 'z'])
  })
})

describe('in and out', () => {
  const timed = (id: string, direction: 'in' | 'out', at: string, change: Partial<PresenceRecord> = {}): PresenceRecord =>
    ({ ...registered, id, worker: 'Ana', direction, at, capturedAt: at, on: at.slice(0, 10), ...change }) as PresenceRecord
  const came = timed('a', 'in', '2026-11-22T21:00:00Z')
  const went = timed('b', 'out', '2026-11-23T04:00:00Z')
  const again = timed('c', 'in', '2026-11-23T11:00:00Z')
  const lines = (records: PresenceRecord[]) =>
    daysOf(records, now).map(({ on, entries }) => [on, entries.map((one) => (one.kind === 'one' ? one.record : recordsOf(one.shifts).map(({ id }) => id).join('–')))])

  test('a night is one line of the day it began, and the day after has its own', () => {
    expect(lines([again, went, came])).toEqual([['2026-11-23', ['c']], ['2026-11-22', ['a–b']]])
  })

  test('nothing kept is left out: neither what was cancelled nor what said it twice', () => {
    const gone = timed('x', 'in', '2026-11-23T11:30:00Z', { state: 'cancelled' })
    const twice = timed('t', 'in', '2026-11-23T11:40:00Z', { remarks: ['already_in'] })
    const repeated = timed('r', 'in', '2026-11-23T11:50:00Z')
    expect(lines([repeated, twice, gone, again])).toEqual([['2026-11-23', [repeated, twice, gone, 'c']]])
  })

  test('two people are two lines', () => {
    expect(lines([timed('j', 'in', '2026-11-23T11:05:00Z', { worker: 'Jan' }), again])).toEqual([['2026-11-23', ['j', 'c']]])
  })

  test('green is no line with a promise, a queued presence, a remark or a forgotten out', () => {
    const shift = (change: Partial<PresenceRecord>, forgotten = false) => markOfShifts([{ on: '', in: { ...again, ...change } as PresenceRecord, open: !forgotten, forgotten }])
    expect([shift({}), shift({ state: 'promised' }), shift({ state: 'queued' }), shift({ remarks: ['late'] }), shift({}, true)]).toEqual([
      'registered', 'promised', 'queued', 'remarked', 'forgotten',
    ])
    expect(toneOf('forgotten')).toBe('wait')
  })
})
