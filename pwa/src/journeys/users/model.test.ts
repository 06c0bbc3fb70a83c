import { expect, test } from 'vitest'
import { offered, toggled } from './model'

test('an entitlement is given and withdrawn, and the others stay', () => {
  expect(toggled(['access'], 'register', true)).toEqual(['register', 'access'])
  expect(toggled(['register', 'access'], 'register', false)).toEqual(['access'])
  expect(toggled(['register'], 'register', true)).toEqual(['register'])
})

test('what there is not yet is not offered, and who has it keeps it', () => {
  expect(offered).not.toContain('gateway')
  expect(toggled(['gateway', 'access'], 'register', true)).toEqual(['register', 'gateway', 'access'])
})
