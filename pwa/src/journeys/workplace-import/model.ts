/**
 * What becomes of an import, row by row and column by column.
 */
import type { ImportColumn, ImportOutcome, ImportOutcomes } from '../../api/workplaces'

/** What becomes of one row. */
export type Fate = 'added' | 'changed' | 'unchanged' | 'refused'

/** One row as it is shown. */
export interface Row {
  row: number
  number: string
  name: string
  fate: Fate
  /** The codes of everything that is wrong in it, each with the column at fault. */
  wrong: { field: string; code: string }[]
  /** What the file says, of a row that is refused. */
  cells: string[]
}

/** The rows with what becomes of them; those that are refused first, because they need a hand. */
export function rowsOf(outcomes: ImportOutcome[]): Row[] {
  const rows = outcomes.map((outcome): Row => {
    const { row, number = '', name = '', problem, cells = [] } = outcome
    const wrong = problem ? (problem.errors?.length ? problem.errors : [{ field: '', code: problem.code }]) : []
    return { row, number, name, fate: fateOf(outcome), wrong, cells }
  })
  return [...rows.filter((row) => row.fate === 'refused'), ...rows.filter((row) => row.fate !== 'refused')]
}

function fateOf({ added, changed, problem }: ImportOutcome): Fate {
  if (problem) return 'refused'
  if (added) return 'added'
  return changed ? 'changed' : 'unchanged'
}

/** How many rows meet which fate. */
export function counts(rows: Row[]): Record<Fate, number> {
  const count = { added: 0, changed: 0, unchanged: 0, refused: 0 }
  for (const { fate } of rows) count[fate]++
  return count
}

/** What a column can be, in the order of the template. */
export const columnNames: Exclude<ImportColumn['as'], ''>[] = ['number', 'name', 'sector', 'address', 'opensOn', 'closesOn', 'client', 'latitude', 'longitude']

/** The headings of the columns that were passed over; one that is empty is told by its place. */
export function unknownOf(columns: ImportColumn[]): string[] {
  return columns.flatMap(({ title, as }, i) => (as ? [] : [title.trim() || `(${i + 1})`]))
}

/** Whether somebody must say which column is the number before anything can be read. */
export function lacksNumber(columns: ImportColumn[]): boolean {
  return columns.length > 0 && !columns.some(({ as }) => as === 'number')
}

/** The columns after somebody has chosen what one of them is; no other one is the same then. */
export function chosen(columns: ImportColumn[], index: number, as: ImportColumn['as']): ImportColumn['as'][] {
  return columns.map((column, i) => {
    if (i === index) return as
    return as !== '' && column.as === as ? '' : column.as
  })
}

/**
 * The rows that are refused as a table that can be mended and imported again:
 * the columns of the file, and the reason behind them. CSV as the register
 * writes it: semicolons, UTF-8 with a byte order mark, no cell that computes.
 */
export function restOf({ columns }: ImportOutcomes, rows: Row[], heading: string, reasonOf: (row: Row) => string): string {
  const refused = rows.filter(({ fate }) => fate === 'refused').sort((a, b) => a.row - b.row)
  const lines = [[...columns.map(({ title }) => title), heading], ...refused.map((row) => [...columns.map((_, i) => row.cells[i] ?? ''), reasonOf(row)])]
  return `\ufeff${lines.map((cells) => `${cells.map(cellOf).join(';')}\r\n`).join('')}`
}

function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
