import { beforeEach, expect, test } from 'vitest'
import type { Evacuation, Tick } from '../api/roll-calls'
import { keepRollCall, merged, noRollCall, recallRollCall, type RollCall, unsent, withAnswer, withoutTicks, withTick } from './roll-calls'

const on = '2026-11-23'
const at = (time: string) => `2026-11-23T${time}:00Z`
const now = new Date(at('10:05'))
const tick = (presence: string, time: string, more: Partial<Tick> = {}): Tick => ({ presence, found: true, at: at(time), by: 'Mia', ...more })
const said = (rollCall: Partial<NonNullable<Evacuation['rollCall']>>, points = ['Parking']): Evacuation => ({
  points: points.map((name) => ({ name })),
  rollCall: { id: 'r', open: true, beganAt: at('10:00'), beganBy: 'Mia', ticks: [], ...rollCall },
})
/** Somebody ticked on this phone. */
const found = (kept: RollCall, presence: string, time: string, yes = true) => withTick(kept, presence, { found: yes, at: at(time), by: 'Ivo' })
/** Who counts as found. */
const here = ({ ticks }: RollCall) => Object.entries(ticks).filter(([, one]) => one.found).map(([presence]) => presence).sort().join('')

beforeEach(() => {
  const items = new Map<string, string>()
  Object.assign(globalThis, { localStorage: { getItem: (key: string) => items.get(key) ?? null, setItem: (key: string, value: string) => void items.set(key, value) } })
})

test('the ticks of other marshals come to those of this phone', () => {
  const mine = found(merged(noRollCall(on), said({}), now), 'a', '10:01')
  const both = merged(mine, said({ ticks: [tick('b', '10:02')] }), now)
  expect(here(both)).toBe('ab')
  expect(unsent(both).map(([presence]) => presence)).toEqual(['a'])
})

test('of two ticks the later one counts, whoever made it', () => {
  const mine = found(merged(noRollCall(on), said({}), now), 'a', '10:02')
  expect(here(merged(mine, said({ ticks: [tick('a', '10:01', { found: false })] }), now))).toBe('a')
  const other = merged(mine, said({ ticks: [tick('a', '10:03', { found: false })] }), now)
  expect(here(other)).toBe('')
  expect(unsent(other)).toEqual([])
})

test('a phone whose clock is behind can take back what another marshal ticked', () => {
  const other = merged(noRollCall(on), said({ ticks: [tick('a', '10:04')] }), now)
  const back = found(other, 'a', '10:01', false)
  expect(here(merged(back, said({ ticks: [tick('a', '10:04')] }), now))).toBe('')
  expect(unsent(back).map(([, { at: made }]) => Date.parse(made) > Date.parse(at('10:04')))).toEqual([true])
})

test('what was ticked without network goes into the roll-call that another marshal began, unless it is of an earlier one', () => {
  const alone = found(found(noRollCall(on), 'a', '09:58'), 'b', '08:30')
  const joined = merged(alone, said({}), now)
  expect(here(joined)).toBe('a')
  expect(unsent(joined)).toHaveLength(1)
})

test('a new roll-call begins with nobody found', () => {
  const one = merged(noRollCall(on), said({ ticks: [tick('a', '10:01')] }), now)
  const next = merged(one, said({ id: 'n', beganAt: at('10:04') }), now)
  expect([next.id, here(next)]).toEqual(['n', ''])
})

test('a roll-call that ended is shown as it ended; much later nothing is left of it', () => {
  const one = merged(noRollCall(on), said({ ticks: [tick('a', '10:01')] }), now)
  const over = said({ open: false, endedAt: at('10:04'), ticks: [tick('a', '10:01')] })
  expect(merged(one, over, now)).toMatchObject({ state: 'ended', endedAt: at('10:04') })
  expect(merged(noRollCall(on), over, now)).toMatchObject({ state: 'ended' })
  expect(merged(noRollCall(on), over, new Date(at('12:00')))).toMatchObject({ state: 'none', id: 'r', ticks: {} })
})

test('who ticks while none is open begins another: the tick stays until it has begun', () => {
  const over = said({ open: false, endedAt: at('06:00'), ticks: [tick('a', '05:50')] })
  const fresh = found(merged(noRollCall(on), over, now), 'b', '10:05')
  const again = merged(fresh, over, now)
  expect([again.state, here(again)]).toEqual(['none', 'b'])
  expect(here(merged(again, said({ id: 'n', beganAt: at('10:05') }), now))).toBe('b')
})

test('an answer takes the place of the tick that it answers, not of a later one', () => {
  const sent = found(merged(noRollCall(on), said({}), now), 'a', '10:01')
  expect(unsent(withAnswer(sent, tick('a', '10:01')))).toEqual([])
  expect(here(withAnswer(found(sent, 'a', '10:02', false), tick('a', '10:01')))).toBe('')
  expect(here(withAnswer(sent, tick('a', '10:03', { found: false })))).toBe('')
})

test('where the phone is goes with each tick, and with the point when that is gone', () => {
  const there = { ...merged(noRollCall(on), said({}, ['Parking', 'Poort']), now), point: 'Poort' }
  const one = found(found(there, 'a', '10:01'), 'b', '10:02', false)
  expect([one.ticks['a']?.point, one.ticks['b']?.point]).toEqual(['Poort', ''])
  expect(merged(one, said({}, ['Parking']), now).point).toBe('')
  expect(merged(one, said({}, ['Poort']), now).point).toBe('Poort')
})

test('kept with its ticks for the day, and with its points for the next one', () => {
  const one = { ...found(merged(noRollCall(on), said({}), now), 'a', '10:01'), point: 'Parking' }
  keepRollCall('1Y102TG6Z4BDZ', one)
  expect(recallRollCall('1Y102TG6Z4BDZ', on)).toEqual(one)
  expect(recallRollCall('1Y102TG6Z4BDZ', '2026-11-24')).toEqual({ ...noRollCall('2026-11-24'), points: ['Parking'], point: 'Parking' })
  expect(recallRollCall('1Y10DEM0001PZ', on)).toEqual(noRollCall(on))
})

test('what an earlier version kept is no roll-call', () => {
  localStorage.setItem('ciaw.ticks.1Y102TG6Z4BDZ', JSON.stringify({ on, ids: ['a'] }))
  expect(recallRollCall('1Y102TG6Z4BDZ', on)).toEqual(noRollCall(on))
})

test('anew by itself: all ticks go', () => expect(withoutTicks(found(noRollCall(on), 'a', '10:01')).ticks).toEqual({}))
