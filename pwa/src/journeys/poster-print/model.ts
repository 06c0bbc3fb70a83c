/**
 * How a poster is printed.
 */
import type { PaperFormat } from '../../api/workplaces'

/** A sheet has room for so many languages. */
export const mostLanguages = 4

/** The papers, the usual one first. */
export const formats: readonly PaperFormat[] = ['A4', 'A3', 'A6']

/** Whose posters: of one workplace, one by its code or all that are not revoked (empty). */
export function wantedBy(param: string): { number: string; code: string } {
  const [number = '', code = ''] = param.split('/')
  return { number, code: code === 'all' ? '' : code }
}

/** What the file is called when it is kept. */
export function fileName(number: string, code: string, format: PaperFormat): string {
  return `poster-${number}${code && `-${code}`}-${format}.pdf`
}
