import { expect, test } from 'vitest'
import { askRegister, effortOf, pauseAfter, struggling } from './pace'

test('two quick looks, then a thorough one', () => {
  expect([0, 1, 2, 3, 4, 5].map(effortOf)).toEqual(['quick', 'quick', 'thorough', 'quick', 'quick', 'thorough'])
})

test('help is offered after eight seconds without a code', () => {
  expect(struggling({ since: 1000 }, 8_999)).toBe(false)
  expect(struggling({ since: 1000 }, 9_000)).toBe(true)
})

test('the register is asked at most every six seconds, and never offline', () => {
  expect(askRegister({ since: 0 }, 7_999, true)).toBe(false)
  expect(askRegister({ since: 0 }, 8_000, true)).toBe(true)
  expect(askRegister({ since: 0 }, 8_000, false)).toBe(false)
  expect(askRegister({ since: 0, asked: 8_000 }, 13_999, true)).toBe(false)
  expect(askRegister({ since: 0, asked: 8_000 }, 14_000, true)).toBe(true)
})

test('reading something begins the search anew', () => {
  expect(askRegister({ since: 20_000, asked: 8_000 }, 27_000, true)).toBe(false)
})

test('a decoder out of reach is left alone longer each time', () => {
  expect([1, 2, 3, 4, 5, 6].map(pauseAfter)).toEqual([2000, 4000, 8000, 16000, 32000, 32000])
})
