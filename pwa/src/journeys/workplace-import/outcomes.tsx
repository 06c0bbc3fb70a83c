import '../../ui/table.css'
import type { DayOrder, ImportOutcomes } from '../../api/workplaces'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Save } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { asksForDays, counts, restOf, type Row, rowsOf, someKnown } from './model'
import { dayOrders, exampleOf, noteWords, reasonsOf } from './words'

/** So many rows are shown; the counts are of all. */
const shown = 200

/** What becomes of all rows, and how the file was read: `done` says whether it has. */
export function Summary({ outcomes, done, onDays }: { outcomes: ImportOutcomes; done: boolean; onDays: (days: DayOrder) => void }) {
  const rows = rowsOf(outcomes.rows)
  const { same, ...count } = counts(rows)
  const figures = { ...count, unchanged: count.unchanged + same }
  return (
    <>
      <Notice tone={count.refused > 0 ? 'wait' : done ? 'good' : 'plain'} live>
        <p>{t(done ? 'places.import.summary' : 'places.import.preview', figures)}</p>
        {!done && <p>{t('places.import.nothing')}</p>}
        {!done && someKnown(outcomes.rows) && <p>{t('places.import.keeps')}</p>}
        {outcomes.notes.map((note) => (
          <p key={note.code}>{noteWords(note)}</p>
        ))}
      </Notice>
      {!done && asksForDays(rows) && <Days onDays={onDays} />}
      {count.refused > 0 && (
        <Button icon={<Save />} onPress={() => save(restOf(outcomes, rows, t('places.import.reason'), (row) => reasonsOf(row).join(' ')))}>
          {t('places.import.rest')}
        </Button>
      )}
    </>
  )
}

/** Asks how days were written that could be two. */
function Days({ onDays }: { onDays: (days: DayOrder) => void }) {
  return (
    <section class="part" aria-labelledby="import-days">
      <h2 id="import-days">{t('places.import.days')}</h2>
      <div class="button-row">
        {dayOrders.map((order) => (
          <Button key={order} onPress={() => onDays(order)}>
            {exampleOf(order)}
          </Button>
        ))}
      </div>
    </section>
  )
}

/** What becomes of each row. */
export function Outcomes({ outcomes }: { outcomes: ImportOutcomes }) {
  const rows = rowsOf(outcomes.rows)
  return (
    <>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t('places.import.row')}</th>
            <th scope="col" class="wide-only">
              {t('places.name')}
            </th>
            <th scope="col">{t('places.import.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <OneRow key={row.row} row={row} />
          ))}
        </tbody>
      </table>
      {rows.length > shown && <p>{t('places.import.more', { count: rows.length - shown })}</p>}
    </>
  )
}

function OneRow({ row }: { row: Row }) {
  return (
    <tr>
      <td>{row.row}</td>
      <td class="wide-only">
        <Which row={row} />
      </td>
      <td>
        <span class="narrow-only place-import-number">
          <Which row={row} />
        </span>
        <strong>{row.fate === 'same' ? t('places.import.same', { row: row.sameAs }) : t(`places.import.${row.fate}`)}</strong>
        {reasonsOf(row).map((reason) => (
          <span key={reason} class="table-below">
            {reason}
          </span>
        ))}
      </td>
    </tr>
  )
}

function Which({ row: { name, number } }: { row: Row }) {
  return (
    <>
      <bdi>{name}</bdi> <bdi>{number}</bdi>
    </>
  )
}

function save(text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  link.download = 'workplaces-refused.csv'
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
