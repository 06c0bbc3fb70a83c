import { expect, test } from 'vitest'
import { clockWrong, differenceOf, now } from './clock'

const noon = Date.parse('2026-11-23T12:00:00Z')
const hour = 3_600_000

test('the difference is measured against the middle of the exchange', () => {
  expect(differenceOf('Mon, 23 Nov 2026 12:00:00 GMT', noon - 100, noon + 1100)).toBe(0)
  expect(differenceOf('Mon, 23 Nov 2026 12:00:00 GMT', noon - 48 * hour, noon - 48 * hour)).toBe(48 * hour + 500)
})

test('a reply without a date teaches nothing', () => {
  expect(differenceOf(null, noon, noon)).toBeUndefined()
})

test('a few minutes are not a wrong clock, two hours are', () => {
  expect(clockWrong(-9 * 60_000)).toBe(false)
  expect(clockWrong(2 * hour)).toBe(true)
  expect(clockWrong(-2 * hour)).toBe(true)
  expect(clockWrong(undefined)).toBe(false)
})

test('only a wrong clock is corrected', () => {
  expect(now(noon, 60_000).getTime()).toBe(noon)
  expect(now(noon, 48 * hour).getTime()).toBe(noon + 48 * hour)
  expect(now(noon, undefined).getTime()).toBe(noon)
})
