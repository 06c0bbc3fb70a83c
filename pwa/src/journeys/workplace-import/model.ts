/**
 * What becomes of an import, row by row and column by column.
 */
import type { ImportColumn, ImportOutcome, ImportOutcomes } from '../../api/workplaces'

/** What becomes of one row. */
export type Fate = 'added' | 'changed' | 'unchanged' | 'same' | 'refused'

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
  /** Another row with the same workplace number; 0 if there is none. */
  sameAs: number
}

/** The rows with what becomes of them; those that are refused first, because they need a hand. */
export function rowsOf(outcomes: ImportOutcome[]): Row[] {
  const rows = outcomes.map((outcome): Row => {
    const { row, number = '', name = '', problem, cells = [], sameAs = 0 } = outcome
    const wrong = problem ? (problem.errors?.length ? problem.errors : [{ field: '', code: problem.code }]) : []
    return { row, number, name, fate: fateOf(outcome), wrong, cells, sameAs }
  })
  return [...rows.filter((row) => row.fate === 'refused'), ...rows.filter((row) => row.fate !== 'refused')]
}

function fateOf({ added, changed, problem, sameAs }: ImportOutcome): Fate {
  if (problem) return 'refused'
  if (added) return 'added'
  if (changed) return 'changed'
  return sameAs ? 'same' : 'unchanged'
}

/** How many rows meet which fate. */
export function counts(rows: Row[]): Record<Fate, number> {
  const count = { added: 0, changed: 0, unchanged: 0, same: 0, refused: 0 }
  for (const { fate } of rows) count[fate]++
  return count
}

/** Whether some of the rows are of workplaces that are here already, of which anything can stay. */
export function someKnown(outcomes: ImportOutcome[]): boolean {
  return outcomes.some(({ known, problem }) => known && !problem)
}

/** Whether somebody must say how days were written that could be two. */
export function asksForDays(rows: Row[]): boolean {
  return rows.some(({ wrong }) => wrong.some(({ code }) => code === 'day_ambiguous'))
}

/** Whether somebody must say of which sector the new workplaces are, because no column does. */
export function asksForSector({ columns, rows }: ImportOutcomes): boolean {
  return !columns.some(({ as }) => as === 'sector') && rowsOf(rows).some(({ wrong }) => wrong.some(({ field, code }) => field === 'sector' && code === 'required'))
}

/** What a column can be, in the order of the template; behind them both halves of a position in one. */
export const columnNames: Exclude<ImportColumn['as'], ''>[] = ['number', 'name', 'sector', 'address', 'opensOn', 'closesOn', 'client', 'latitude', 'longitude', 'position']

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
  // What would compute, be it behind what separates cells in another country.
  const apart = text.replace(/(^|[;,|\t\r\n\u0085\u2028\u2029])([\s"]*)([=+\-@＝＋－＠])/g, "$1$2'$3")
  const loses = /^(?:0\d+|\d{12,}|\d+e\d+)$/i
  const safe = /^[\t\r\n]/.test(apart) || loses.test(apart) ? `'${apart}` : apart
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
