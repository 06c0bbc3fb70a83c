/** What columns of an import are called on the screen, and why a row is refused. */
import { hasKey, type Key, t } from '../../i18n'
import { wordsFor } from '../../refusal/mistakes'
import type { Row } from './model'

const names: Record<string, Key> = {
  number: 'verify.fact.workplace', name: 'places.form.name', sector: 'places.sector', address: 'places.form.address',
  opensOn: 'places.form.opens', closesOn: 'places.form.closes', client: 'places.form.client', position: 'places.form.position',
  latitude: 'places.form.latitude', longitude: 'places.form.longitude',
}

/** A column in the words of the form; empty for what is none. */
export function columnWord(field: string): string {
  const key = names[field] ?? ''
  return hasKey(key) ? t(key) : ''
}

/** Everything that is wrong in a row, a sentence each with the column at fault. */
export function reasonsOf({ wrong }: Row): string[] {
  return wrong.map(({ field, code }) => {
    const column = columnWord(field)
    return column ? `${column}: ${wordsFor(code)}` : wordsFor(code)
  })
}
