import { expect, test } from 'vitest'
import type { ImportColumn, ImportOutcome } from '../../api/workplaces'
import { asksForDays, asksForSector, chosen, counts, lacksNumber, restOf, rowsOf, someKnown, unknownOf } from './model'

const outcomes: ImportOutcome[] = [
  { row: 2, number: '1Y10DEM0001PZ', known: false, added: true, changed: false },
  { row: 3, number: 'nonsense', known: false, added: false, changed: false, cells: ['nonsense', '=1+1', 'a;"b"'], problem: {
    type: 'about:blank', title: '', status: 422, code: 'workplace_invalid',
    errors: [{ field: 'number', code: 'workplace_invalid' }, { field: 'name', code: 'required' }],
  } },
  { row: 4, number: '1Y10DEM0002QZ', known: true, added: false, changed: true },
  { row: 5, known: false, added: false, changed: false, cells: ['x'], problem: { type: 'about:blank', title: '', status: 403, code: 'company_unconfirmed' } },
  { row: 6, number: '1Y10DEM0003RZ', known: true, added: false, changed: false },
  { row: 7, number: '1Y10DEM0003RZ', known: true, added: false, changed: false, sameAs: 6 },
]

test('rows that need a hand come first, with everything that is wrong', () => {
  const rows = rowsOf(outcomes)
  expect(rows.map(({ row, fate }) => `${row} ${fate}`)).toEqual(['3 refused', '5 refused', '2 added', '4 changed', '6 unchanged', '7 same'])
  expect(rows[0]?.wrong).toHaveLength(2)
  expect(rows[1]?.wrong).toEqual([{ field: '', code: 'company_unconfirmed' }])
})

test('counted', () => expect(counts(rowsOf(outcomes))).toEqual({ added: 1, changed: 1, unchanged: 1, same: 1, refused: 2 }))

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
  const file = restOf({ columns, rows: [], notes: [] }, rowsOf(outcomes), 'Reden', ({ wrong }) => wrong.map(({ code }) => code).join(', '))
  expect(file.split('\r\n')).toEqual([
    '\ufeffWerfcode;Naam; ;Reden', `nonsense;'=1+1;"a;""b""";workplace_invalid, required`, 'x;;;company_unconfirmed', '',
  ])
})

test('nothing computes in the spreadsheet of another country, and no number loses digits', () => {
  const row = { row: 2, known: false, added: false, changed: false, cells: ['Kaai 1,=1+1', 'a\t@b', '＝1', '0123'], problem: { type: 'about:blank', title: '', status: 422, code: 'x' } }
  const four = ['a', 'b', 'c', 'd'].map((title): ImportColumn => ({ title, as: '' }))
  expect(restOf({ columns: four, rows: [], notes: [] }, rowsOf([row]), 'Reden', () => 'x').split('\r\n')[1]).toBe(`Kaai 1,'=1+1;a\t'@b;'＝1;'0123;x`)
})

test('what can stay is said, and days that could be two are asked for', () => {
  expect(someKnown(outcomes)).toBe(true)
  expect(someKnown(outcomes.slice(0, 2))).toBe(false)
  expect(asksForDays(rowsOf(outcomes))).toBe(false)
  const problem = { type: 'about:blank', title: '', status: 422, code: 'day_ambiguous', errors: [{ field: 'opensOn', code: 'day_ambiguous' }] }
  expect(asksForDays(rowsOf([{ row: 2, known: false, added: false, changed: false, problem }]))).toBe(true)
})

test('a sector is asked for where rows lack it and no column is it', () => {
  const lacking = (as: ImportColumn['as'], field: string) => ({
    columns: [{ title: 'x', as }], notes: [],
    rows: [{ row: 2, known: false, added: false, changed: false, problem: { type: 'about:blank', title: '', status: 422, code: 'required', errors: [{ field, code: 'required' }] } }],
  })
  expect(asksForSector(lacking('name', 'sector'))).toBe(true)
  expect(asksForSector(lacking('sector', 'sector'))).toBe(false)
  expect(asksForSector(lacking('name', 'address'))).toBe(false)
})
