import { expect, test } from 'vitest'
import { toggled } from './model'

test('an entitlement is given and withdrawn, and the others stay', () => {
  expect(toggled(['access'], 'register', true)).toEqual(['register', 'access'])
  expect(toggled(['register', 'access'], 'register', false)).toEqual(['access'])
  expect(toggled(['register'], 'register', true)).toEqual(['register'])
})
