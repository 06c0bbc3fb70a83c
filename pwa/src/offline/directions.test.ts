import { expect, test } from 'vitest'
import { isTimed, type Takes } from './directions'

const day: Takes = { directions: ['day'] }
const timed: Takes = { directions: ['in', 'out'] }
const changing: Takes = { directions: ['day'], changes: [{ on: '2026-12-01', directions: ['in', 'out'] }, { on: '2027-01-01', directions: ['day'] }] }

test.each<[string, Takes, string, boolean | undefined]>([
  ['once a day', day, '2026-11-23', false],
  ['in and out', timed, '2026-11-23', true],
  ['the evening before a change', changing, '2026-11-30', false],
  ['after the midnight of a change', changing, '2026-12-01', true],
  ['after the next change', changing, '2027-01-01', false],
  ['remembered by an earlier release', {}, '2026-11-23', undefined],
])('%s', (_, takes, on, answer) => expect(isTimed(takes, on)).toBe(answer))
