/**
 * How a poster is printed.
 */
import { recall, remember } from '../../api/memory'
import type { PaperFormat } from '../../api/workplaces'
import { type Language, languages, usualLanguages } from '../../i18n'

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

const printed = 'ciaw.poster'

/** The languages of the next poster, in their order: those of the one that was printed before on this device, else the usual ones. */
export function languagesFirst(screen: Language): string[] {
  const before = (recall(printed) ?? '').split(',').filter((code) => languages.some((one) => one.code === code))
  return before.length > 0 ? before.slice(0, mostLanguages) : usualLanguages(screen)
}

/** Notes in which languages a poster was printed. */
export const noteLanguages = (chosen: string[]): void => remember(printed, chosen.join(','))
