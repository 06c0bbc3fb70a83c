import { expect, it } from 'vitest'
import rows from '../../../qr/testdata/bytes.json'
import { textOf } from './bytes'

it.each(rows)('bytes are read as the register reads them: $name', ({ hex, text }) => {
  expect(textOf(Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)))).toBe(text)
})
