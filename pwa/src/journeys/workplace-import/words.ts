/** What columns of an import are called on the screen, and why a row is refused. */
import type { ImportNote } from '../../api/workplaces'
import { formatDay, hasKey, type Key, t } from '../../i18n'
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
export function reasonsOf({ wrong, sameAs }: Row): string[] {
  return wrong.map(({ field, code }) => {
    const column = columnWord(field)
    const words = code === 'workplace_repeated' ? `${wordsFor(code)} ${t('places.import.also', { row: sameAs })}` : wordsFor(code)
    return column ? `${column}: ${words}` : words
  })
}

/** How days can be written that could be two. */
export const dayOrders = ['day_first', 'month_first'] as const

/** What 03/06/2026 is in an order. */
export function exampleOf(order: (typeof dayOrders)[number]): string {
  return formatDay(order === 'day_first' ? '2026-06-03' : '2026-03-06', 'date')
}

/** How a table was read, in a sentence. */
export function noteWords({ code, text }: ImportNote): string {
  switch (code) {
    case 'sheet_read':
    case 'sheets_unread':
      return t(`places.import.${code}`, { name: text })
    case 'rows_hidden':
      return t('places.import.rows_hidden', { count: text })
    case 'days_first':
      return t('places.import.days_read', { day: exampleOf('day_first') })
    case 'months_first':
      return t('places.import.days_read', { day: exampleOf('month_first') })
  }
}
