import { expect, test } from 'vitest'
import type { ImportColumn, ImportOutcome } from '../../api/workplaces'
import { chosen, counts, lacksNumber, restOf, rowsOf, unknownOf } from './model'

const outcomes: ImportOutcome[] = [
  { row: 2, number: '1Y10DEM0001PZ', added: true, changed: false },
  { row: 3, number: 'nonsense', added: false, changed: false, cells: ['nonsense', '=1+1', 'a;"b"'], problem: {
    type: 'about:blank', title: '', status: 422, code: 'workplace_invalid',
    errors: [{ field: 'number', code: 'workplace_invalid' }, { field: 'name', code: 'required' }],
  } },
  { row: 4, number: '1Y10DEM0002QZ', added: false, changed: true },
  { row: 5, added: false, changed: false, cells: ['x'], problem: { type: 'about:blank', title: '', status: 403, code: 'company_unconfirmed' } },
  { row: 6, number: '1Y10DEM0003RZ', added: false, changed: false },
]

test('rows that need a hand come first, with everything that is wrong', () => {
  const rows = rowsOf(outcomes)
  expect(rows.map(({ row, fate }) => `${row} ${fate}`)).toEqual(['3 refused', '5 refused', '2 added', '4 changed', '6 unchanged'])
  expect(rows[0]?.wrong).toHaveLength(2)
  expect(rows[1]?.wrong).toEqual([{ field: '', code: 'company_unconfirmed' }])
})

test('counted', () => expect(counts(rowsOf(outcomes))).toEqual({ added: 1, changed: 1, unchanged: 1, refused: 2 }))

const columns: ImportColumn[] = [{ title: 'Werfcode', as: '' }, { title: 'Naam', as: 'name' }, { title: ' ', as: '' }]

test('headings that are not recognised are named', () => {
  expect(unknownOf(columns)).toEqual(['Werfcode', '(3)'])
  expect(lacksNumber(columns)).toBe(true)
  expect(lacksNumber([])).toBe(false)
})

test('a column is chosen, and no other one is the same', () => {
  expect(chosen(columns, 0, 'number')).toEqual(['number', 'name', ''])
  expect(chosen(columns, 0, 'name')).toEqual(['name', '', ''])
  expect(chosen(columns, 1, '')).toEqual(['', '', ''])
})

test('what is refused is a table of the same columns, with the reason, in which nothing computes', () => {
  const file = restOf({ columns, rows: [] }, rowsOf(outcomes), 'Reden', ({ wrong }) => wrong.map(({ code }) => code).join(', '))
  expect(file.split('\r\n')).toEqual([
    '\ufeffWerfcode;Naam; ;Reden', `nonsense;'=1+1;"a;""b""";workplace_invalid, required`, 'x;;;company_unconfirmed', '',
  ])
})
