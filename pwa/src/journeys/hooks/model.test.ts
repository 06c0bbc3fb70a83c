import { expect, test } from 'vitest'
import type { Delivery } from '../../api/hooks'
import { answerOf, events, toggled, wordOf } from './model'

test('events keep their order, whatever is switched on first', () => {
  expect(toggled(['presence.cancelled'], 'presence.registered', true)).toEqual(['presence.registered', 'presence.cancelled'])
  expect(toggled(events, 'presence.doubted', false)).toEqual(['presence.registered', 'presence.refused', 'presence.cancelled'])
  expect(toggled(events, 'presence.doubted', true)).toEqual(events)
})

test('every event has a word of its own', () => {
  expect(new Set([...events, 'test' as const].map(wordOf)).size).toBe(events.length + 1)
})

test.each([
  [{ status: 204 }, 'HTTP 204'],
  [{ status: 500, error: 'the hook answered 500' }, 'HTTP 500'],
  [{ error: 'no answer in time' }, 'no answer in time'],
  [{}, ''],
])('%o is told as %s', (delivery, text) => {
  expect(answerOf(delivery as Delivery)).toBe(text)
})
