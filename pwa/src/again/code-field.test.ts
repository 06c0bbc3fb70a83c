import { expect, test } from 'vitest'
import { isCode } from './code-field'

test.each([
  ['123456', true],
  ['12345', false],
  ['ABCD-EFGH-JKMN-0123', true],
  ['abcdefghjkmn0123', true],
  ['ABCD EFGH JKMN 012', false],
  ['123 456', true],
  ['123-456', true],
  [' 123\u00a0456\r\n', true],
  ['123–456', true],
  ['\u2066123 456\u2069', true],
  ['١٢٣ ٤٥٦', true],
  ['１２３４５６', true],
  ['123 4567', false],
  ['ABCD‑EFGH‑JKMN‑0123', true],
  ['ABCD EFGH\nJKMN 0123\n', true],
  ['a password that', false],
  ['', false],
])('%s can be a code: %s', (text, can) => expect(isCode(text)).toBe(can))
