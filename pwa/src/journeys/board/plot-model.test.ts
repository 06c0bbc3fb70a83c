import { expect, test } from 'vitest'
import type { Board, BoardPerson } from '../../api/workplaces'
import { arrivalsOf, scaleOf } from './plot-model'

const came = (at: string, more: Partial<BoardPerson> = {}): BoardPerson => ({
  id: at, name: '', person: '*********11', employer: { number: '', name: '' }, direction: 'day', at, recordedAt: at, channel: 'mobile', state: 'registered', flags: [], how: [], ...more,
})
const board = (some: Partial<Board>): Board => ({
  kept: true, on: '2026-11-23', at: '2026-11-23T12:00:00Z', contractors: [], present: [], left: [], unclosed: [], missing: [],
  workplace: { number: '1Y102TG6Z4BDZ', name: 'Testwerf Noord', sector: 'construction', address: 'X', open: 'open', directions: ['day'], selfOnly: false, posterNeeded: false },
  ...some,
})

/** The hours in which somebody came. */
const peaks = (some: Partial<Board>) => arrivalsOf(board(some)).hours.filter(({ people }) => people > 0)

test('who came in which hour, by the clock of Brussels, in a working day at least', () => {
  const present = [came('2026-11-23T05:59:00Z'), came('2026-11-23T05:01:00Z'), came('2026-11-23T07:30:00Z')]
  expect(peaks({ present })).toEqual([{ hour: 6, people: 2 }, { hour: 8, people: 1 }])
  expect(arrivalsOf(board({ present })).hours.map(({ hour }) => hour)).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17])
})

test('midnight is the first hour of a day', () => {
  expect(arrivalsOf(board({ present: [came('2026-11-22T23:10:00Z')] })).hours.slice(0, 2)).toEqual([{ hour: 0, people: 1 }, { hour: 1, people: 0 }])
})

test('who was registered ahead came in no hour, and is counted apart', () => {
  const present = [came('2026-11-20T09:00:00Z'), came('2026-11-23T06:00:00Z')]
  expect(peaks({ present })).toEqual([{ hour: 7, people: 1 }])
  expect(arrivalsOf(board({ present })).ahead).toBe(1)
})

test('who went out came when they came in; who came in the day before, not on this one', () => {
  const left = [came('2026-11-23T15:00:00Z', { direction: 'out', since: '2026-11-23T06:00:00Z' }), came('2026-11-23T04:00:00Z', { direction: 'out' })]
  const unclosed = [came('2026-11-22T15:00:00Z', { direction: 'in' })]
  expect(peaks({ left, unclosed })).toEqual([{ hour: 7, people: 1 }])
  expect(arrivalsOf(board({ left, unclosed })).ahead).toBe(0)
})

test('nobody yet', () => expect(arrivalsOf(board({}))).toEqual({ hours: [], ahead: 0 }))

test('a scale ends at a round number', () => {
  expect([[], [0], [1], [3], [11], [50], [51], [1999]].map((counts) => scaleOf(counts))).toEqual([1, 1, 1, 5, 20, 50, 100, 2000])
})
