import { expect, test } from 'vitest'
import { counts, rowsOf } from './model'

const outcomes = [
  { row: 2, number: '1Y10DEM0001PZ', added: true, changed: false },
  { row: 3, number: 'nonsense', added: false, changed: false, problem: {
    type: 'about:blank', title: '', status: 422, code: 'workplace_invalid',
    errors: [{ field: 'number', code: 'workplace_invalid' }, { field: 'name', code: 'required' }],
  } },
  { row: 4, number: '1Y10DEM0002QZ', added: false, changed: true },
  { row: 5, added: false, changed: false, problem: { type: 'about:blank', title: '', status: 403, code: 'company_unconfirmed' } },
]

test('rows that need a hand come first, with everything that is wrong', () => {
  const rows = rowsOf(outcomes)
  expect(rows.map(({ row, fate }) => `${row} ${fate}`)).toEqual(['3 refused', '5 refused', '2 added', '4 changed'])
  expect(rows[0]?.wrong).toHaveLength(2)
  expect(rows[1]?.wrong).toEqual([{ field: '', code: 'company_unconfirmed' }])
})

test('counted', () => expect(counts(rowsOf(outcomes))).toEqual({ added: 1, changed: 1, refused: 2 }))
