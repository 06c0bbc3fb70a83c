import { expect, test } from 'vitest'
import { isCode } from './code-field'

test.each([
  ['123456', true],
  ['12345', false],
  ['ABCD-EFGH-JKMN-0123', true],
  ['abcdefghjkmn0123', true],
  ['ABCD EFGH JKMN 012', false],
  ['', false],
])('%s can be a code: %s', (text, can) => expect(isCode(text)).toBe(can))
