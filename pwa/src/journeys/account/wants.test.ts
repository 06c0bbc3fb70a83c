import { expect, test } from 'vitest'
import { alarmsOf, nothing, wantsAny, wantsOf, type Wants } from './wants'

const all: Wants = { remarks: true, reminder: true, out: true, missing: true, reminderAt: '05:45', outAt: '16:30', missingAt: '09:00', weekend: true }

test.each<[string, Wants]>([
  ['nothing', nothing],
  ['everything', all],
  ['a reminder on working days', { ...nothing, reminder: true, reminderAt: '07:10' }],
  ['a word when one forgot to register out', { ...nothing, out: true, outAt: '20:15' }],
  ['missing people, also at the weekend', { ...nothing, missing: true, missingAt: '10:00', weekend: true }],
])('%s is wanted the same after the register has kept it', (_, wants) => {
  expect(wantsOf({ id: 'x', language: 'nl', createdAt: '2026-11-23T06:00:00Z', remarks: false, ...alarmsOf(wants) })).toEqual(wants)
})

test('who has no subscription wants nothing', () => {
  expect(wantsAny(wantsOf(undefined))).toBe(false)
  expect(wantsAny(all)).toBe(true)
})
