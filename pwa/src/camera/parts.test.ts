import { expect, test } from 'vitest'
import { isSurelyWhole, Parts, type RawCode } from './parts'

const bytes = new TextEncoder().encode('https://limosa.example/l1?nr=24990000000000152&naam=Ștefan')

/** One of three codes of that text; the second begins inside the letter Ș. */
function part(index: number, id = '42'): RawCode {
  const cuts = [0, 53, 55, bytes.length]
  return { text: 'cut', bytes: bytes.slice(cuts[index], cuts[index + 1]), hasECI: false, sequenceSize: 3, sequenceIndex: index, sequenceId: id }
}

const whole = { ...part(0), bytes, sequenceSize: -1, sequenceIndex: -1, sequenceId: '' }
const text = new TextDecoder().decode(bytes)

test('a whole code is its text', () => {
  expect(new Parts().take([whole])).toEqual([text])
})

test('parts in one picture are joined in their order', () => {
  expect(new Parts().take([part(2), part(0), part(1)])).toEqual([text])
})

test('parts are joined as they are scanned, and how many are there is told', () => {
  const parts = new Parts()
  expect(parts.progress).toBeUndefined()
  expect(parts.take([part(1)])).toEqual([])
  expect(parts.progress).toEqual({ have: 1, of: 3 })
  expect(parts.take([part(1)])).toEqual([])
  expect(parts.take([part(2)])).toEqual([])
  expect(parts.progress).toEqual({ have: 2, of: 3 })
  expect(parts.take([part(0)])).toEqual([text])
  expect(parts.progress).toBeUndefined()
})

test('a part is never taken for the whole, and parts of another text are not mixed in', () => {
  const parts = new Parts()
  expect(parts.take([part(0)])).toEqual([])
  expect(parts.take([part(1, '43'), part(2, '43')])).toEqual([])
  expect(parts.progress).toEqual({ have: 2, of: 3 })
  parts.clear()
  expect(parts.progress).toBeUndefined()
})

test('where codes say how they are read, that counts', () => {
  const said = (index: number, part: string): RawCode => ({ text: part, bytes, hasECI: true, sequenceSize: 2, sequenceIndex: index, sequenceId: '1' })
  expect(new Parts().take([said(1, 'iment'), said(0, '\ufeffBât')])).toEqual(['Bâtiment'])
})

test.each([
  ['https://ciaw.example/p/7K3M-Q9TD-2XVN', true],
  ['https://ciaw.example/r#eyJhbGciOiJFZERTQSJ9.eyJqdGkiOiIxIn0.AAAA', true],
  ['24910158641968060', true],
  ['https://limosa.example/l1?nr=24990000000000152&naam=%C8%98tefan&van=2026-01-01&tot=2026-12-31', true],
  ['https://limosa.example/l1?nr=24990000000000152&naam=%C8%98tef', false],
  ['https://limosa.example/l1?nr=24990000000000152&naam=B穰iment&tot=2026-12-31', false],
])('%s cannot be a part: %s', (text, sure) => expect(isSurelyWhole(text)).toBe(sure))
