import { describe, expect, test } from 'vitest'
import { asks, type Moment, wayOf } from './model'

const second: Moment = { id: 'b', receipts: 2, asked: undefined, way: 'prompt' }
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15'

describe('onto the home screen', () => {
  test('is asked on the second receipt, not on the first', () => {
    expect([asks({ ...second, receipts: 1 }), asks(second)]).toEqual([false, true])
  })

  test('is asked on one receipt only, and not where it cannot be done', () => {
    expect([asks({ ...second, asked: 'b' }), asks({ ...second, asked: 'a' }), asks({ ...second, asked: 'never' })]).toEqual([true, false, false])
    expect(asks({ ...second, way: 'none' })).toBe(false)
  })

  test('is done by the browser where it offers to, by hand on an iPhone, and not where it is there already', () => {
    expect([wayOf(true, false, ''), wayOf(false, false, iphone), wayOf(false, false, ''), wayOf(true, true, iphone)]).toEqual([
      'prompt',
      'by hand',
      'none',
      'none',
    ])
  })
})
