import { expect, test } from 'vitest'
import type { PresenceRow } from '../../api/workplaces'
import { filterOf, undoable, wordOf } from './model'

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
