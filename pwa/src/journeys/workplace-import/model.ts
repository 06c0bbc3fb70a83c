/**
 * What became of an import, row by row.
 */
import type { ImportOutcome } from '../../api/workplaces'

/** What became of one row. */
export type Fate = 'added' | 'changed' | 'refused'

/** One row as it is shown. */
export interface Row {
  row: number
  number: string
  fate: Fate
  /** The codes of everything that is wrong in it, each with the column at fault. */
  wrong: { field: string; code: string }[]
}

/** The rows with what became of them; those that were refused first, because they need a hand. */
export function rowsOf(outcomes: ImportOutcome[]): Row[] {
  const rows = outcomes.map(({ row, number = '', added, problem }): Row => {
    const wrong = problem ? (problem.errors?.length ? problem.errors : [{ field: '', code: problem.code }]) : []
    return { row, number, fate: problem ? 'refused' : added ? 'added' : 'changed', wrong }
  })
  return [...rows.filter((row) => row.fate === 'refused'), ...rows.filter((row) => row.fate !== 'refused')]
}

/** How many rows met which fate. */
export function counts(rows: Row[]): Record<Fate, number> {
  const count = { added: 0, changed: 0, refused: 0 }
  for (const { fate } of rows) count[fate]++
  return count
}
