import '../../ui/table.css'
import './page.css'
import { useState } from 'preact/hooks'
import { type ImportOutcome, importWorkplaces } from '../../api/workplaces'
import type { Reply } from '../../api/reply'
import { hasKey, t } from '../../i18n'
import { wordsFor } from '../../refusal/mistakes'
import { hindrance, Trouble } from '../../refusal/trouble'
import { LinkButton } from '../../ui/button'
import { Building, Save } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { counts, type Row, rowsOf } from './model'

/** Adding or changing many workplaces from a table, with an outcome for each row. */
export default function PlaceImport() {
  const [reply, setReply] = useState<Reply<{ rows: ImportOutcome[] }> | 'reading'>()
  const take = async (input: HTMLInputElement) => {
    const file = input.files?.[0]
    // The same file may be chosen again, mended.
    input.value = ''
    if (!file) return
    setReply('reading')
    setReply(await importWorkplaces(file))
  }
  const reading = reply === 'reading'
  const hindered = hindrance('workplaces')
  const back = { href: '/places', label: t('places.title') }
  if (hindered) {
    return (
      <Page title={t('places.import')} back={back} wide>
        <Trouble reply={hindered} />
      </Page>
    )
  }
  return (
    <Page title={t('places.import')} back={back} wide>
      <p>{t('places.import.text')}</p>
      {typeof reply === 'object' && <Trouble reply={reply} />}
      {typeof reply === 'object' && reply.kind === 'ok' && <Outcomes rows={rowsOf(reply.value.rows)} />}
      <p role="status">{reading && t('places.import.reading')}</p>
      <div class="actions">
        <div class="place-import-file">
          <div class="button button-primary" aria-hidden="true">
            <Save />
            <span>{t('places.import.choose')}</span>
          </div>
          <input
            type="file"
            accept=".csv,.xlsx,text/csv"
            aria-label={t('places.import.choose')}
            disabled={reading}
            onChange={(event) => void take(event.currentTarget)}
          />
        </div>
      </div>
    </Page>
  )
}

function Outcomes({ rows }: { rows: Row[] }) {
  const count = counts(rows)
  return (
    <>
      <Notice tone={count.refused > 0 ? 'wait' : 'plain'} live>
        <p>{t('places.import.summary', count)}</p>
      </Notice>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t('places.import.row')}</th>
            <th scope="col" class="wide-only">
              {t('verify.fact.workplace')}
            </th>
            <th scope="col">{t('places.import.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row}>
              <td>{row.row}</td>
              <td class="wide-only">
                <bdi>{row.number}</bdi>
              </td>
              <td>
                <bdi class="narrow-only place-import-number">{row.number}</bdi>
                <strong>{t(`places.import.${row.fate}`)}</strong>
                {row.wrong.map(({ field, code }) => (
                  <span key={field} class="table-below">
                    {column(field)}
                    {wordsFor(code)}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <LinkButton href="/places" icon={<Building />}>
        {t('places.title')}
      </LinkButton>
    </>
  )
}

/** The column at fault in the words of the form. */
function column(field: string): string {
  const names: Record<string, string> = {
    number: 'verify.fact.workplace', name: 'places.form.name', sector: 'places.sector', address: 'places.form.address',
    opensOn: 'places.form.opens', closesOn: 'places.form.closes', client: 'places.form.client', position: 'places.form.position',
  }
  const key = names[field] ?? ''
  return hasKey(key) ? `${t(key)}: ` : ''
}
