import { expect, test } from 'vitest'
import type { PresenceRow } from '../../api/workplaces'
import { addDays } from '../../numbers'
import { filterOf, monthsBefore, monthsOf, presetsOf, remarkable, undoable, weekOf, wordOf } from './model'

const today = '2026-11-23'

test.each([
  ['', today, today],
  ['?from=2026-11-01', '2026-11-01', today],
  ['?from=2026-11-01&to=2026-11-05', '2026-11-01', '2026-11-05'],
  ['?from=2026-12-01', '2026-12-01', '2026-12-01'],
  ['?from=yesterday&to=2026-02-30', today, today],
])('%s is from %s to %s', (query, from, to) => expect(filterOf(query, today)).toMatchObject({ from, to }))

test('workplace and employer are in the address too', () => {
  expect(filterOf('?workplace=1Y10DEM0001PZ&employer=BE0000000295', today)).toMatchObject({ workplace: '1Y10DEM0001PZ', employer: 'BE0000000295' })
})

const row = { mine: true, on: today, state: 'validated' } as PresenceRow

test.each<[string, Partial<PresenceRow>, boolean]>([
  ['of today', {}, true],
  ['of a day ahead', { on: '2026-11-24' }, true],
  ['of yesterday', { on: '2026-11-22' }, false],
  ['that another company registered', { mine: false }, false],
  ['that was undone', { state: 'cancelled' }, false],
  ['that was refused', { state: 'refused' }, false],
])('a presence %s can be undone: %s', (_, change, can) => expect(undoable({ ...row, ...change }, today)).toBe(can))

test('a checked registration is a registration, a doubted one has a remark', () => {
  expect(wordOf('validated')).toBe('registered')
  expect(wordOf('doubted')).toBe('remarked')
  expect(wordOf('queued')).toBe('queued')
})

test.each([
  ['a Monday', '2026-11-23', '2026-11-23', '2026-11-16'],
  ['a Sunday', '2026-11-29', '2026-11-23', '2026-11-16'],
  ['the first of January', '2027-01-01', '2026-12-28', '2026-12-21'],
])('the presets of %s', (_, day, monday, before) => {
  expect(presetsOf(day)).toEqual([
    ['today', { from: day, to: day }],
    ['yesterday', { from: addDays(day, -1), to: addDays(day, -1) }],
    ['this_week', { from: monday, to: addDays(monday, 6) }],
    ['last_week', { from: before, to: addDays(before, 6) }],
  ])
})

test.each([
  ['a day', '2026-11-25', '2026-11-25', ['2026-11-23', '2026-11-29']],
  ['a week', '2026-11-23', '2026-11-29', ['2026-11-23', '2026-11-29']],
  ['a day of two years', '2027-01-01', '2027-01-01', ['2026-12-28', '2027-01-03']],
  ['two weeks', '2026-11-22', '2026-11-23', []],
])('the week of %s', (_, from, to, ends) => {
  const week = weekOf({ from, to })
  expect(week.length === 0 ? [] : [week[0], week.at(-1)]).toEqual(ends)
})

const at = (on: string, number = 'N', change: Partial<PresenceRow> = {}) =>
  ({ ...row, on, workplace: { number, name: number }, remarks: [], flags: [], ...change }) as PresenceRow

test('a month counts days and workplaces, but for what was cancelled or refused', () => {
  const months = monthsOf([
    at('2026-11-20', 'S'), at('2026-11-20', 'N', { state: 'doubted' }), at('2026-11-03', 'N', { state: 'cancelled' }), at('2026-10-30', 'N', { state: 'refused' }),
  ])
  expect(months.map(({ first, rows, days, workplaces }) => `${first} ${rows.length} ${days} ${workplaces}`)).toEqual(['2026-11-01 3 1 2', '2026-10-01 1 0 0'])
})

test.each([
  ['2026-11-23', '2026-09-01', '2026-11-30'],
  ['2026-08-31', '2026-06-01', '2026-08-31'],
  ['2027-02-01', '2026-12-01', '2027-02-28'],
])('the months that end with that of %s', (day, from, to) => expect(monthsBefore(day)).toEqual({ from, to }))

test('a remark or a flag is to be looked at', () => {
  expect([remarkable(at('2026-11-23')), remarkable(at('2026-11-23', 'N', { remarks: ['late'] })), remarkable(at('2026-11-23', 'N', { flags: ['typed'] }))]).toEqual([false, true, true])
})
