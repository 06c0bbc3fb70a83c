import '../../ui/table.css'
import type { ImportOutcomes } from '../../api/workplaces'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Save } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { counts, restOf, type Row, rowsOf } from './model'
import { reasonsOf } from './words'

/** So many rows are shown; the counts are of all. */
const shown = 200

/** What becomes of each row: `done` says whether it has. */
export function Outcomes({ outcomes, done }: { outcomes: ImportOutcomes; done: boolean }) {
  const rows = rowsOf(outcomes.rows)
  const count = counts(rows)
  return (
    <>
      <Notice tone={count.refused > 0 ? 'wait' : done ? 'good' : 'plain'} live>
        <p>{t(done ? 'places.import.summary' : 'places.import.preview', count)}</p>
        {!done && <p>{t('places.import.nothing')}</p>}
      </Notice>
      {count.refused > 0 && (
        <Button icon={<Save />} onPress={() => save(restOf(outcomes, rows, t('places.import.reason'), (row) => reasonsOf(row).join(' ')))}>
          {t('places.import.rest')}
        </Button>
      )}
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
        <strong>{t(`places.import.${row.fate}`)}</strong>
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
