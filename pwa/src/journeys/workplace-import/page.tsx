import '../../ui/form.css'
import './page.css'
import { useState } from 'preact/hooks'
import { type ImportColumn, type ImportOutcomes, importTemplate, importWorkplaces } from '../../api/workplaces'
import type { Reply } from '../../api/reply'
import { language, t } from '../../i18n'
import { hindrance, Trouble } from '../../refusal/trouble'
import { Button, LinkButton } from '../../ui/button'
import { Building, Save, Tick } from '../../ui/icons'
import { Page } from '../../ui/page'
import { Columns } from './columns'
import { columnNames, counts, rowsOf } from './model'
import { Outcomes } from './outcomes'
import { columnWord } from './words'

/** Where one is on the way from a file to workplaces. */
interface Import {
  step: 'choose' | 'reading' | 'look' | 'writing' | 'done'
  file?: File
  /** What somebody chose for the columns; empty is what the headings say. */
  columns: ImportColumn['as'][]
  outcomes?: ImportOutcomes
  trouble?: Reply<unknown>
}

/** Adding or changing many workplaces from a table: looked at before anything is written. */
export default function PlaceImport() {
  const [at, setAt] = useState<Import>({ step: 'choose', columns: [] })
  const { step, file, columns, outcomes } = at
  const look = async (file: File, columns: ImportColumn['as'][]) => {
    setAt({ ...at, step: 'reading', file, columns })
    const reply = await importWorkplaces(file, { dryRun: true, columns })
    setAt(reply.kind === 'ok' ? { step: 'look', file, columns, outcomes: reply.value } : { step: 'choose', columns: [], trouble: reply })
  }
  const write = async (file: File) => {
    setAt({ ...at, step: 'writing' })
    const reply = await importWorkplaces(file, { dryRun: false, columns })
    setAt(reply.kind === 'ok' ? { step: 'done', columns: [], outcomes: reply.value } : { ...at, step: 'look', trouble: reply })
  }
  const hindered = hindrance('workplaces')
  const busy = step === 'reading' || step === 'writing'
  const count = counts(rowsOf(outcomes?.rows ?? []))
  const some = count.added + count.changed
  return (
    <Page title={t('places.import')} back={{ href: '/places', label: t('places.title') }} wide>
      <Trouble reply={hindered ?? at.trouble} />
      {!hindered && step === 'choose' && <Help />}
      {step === 'look' && file && outcomes && <Columns columns={outcomes.columns} onChange={(chosen) => void look(file, chosen)} />}
      {outcomes && (step === 'look' || step === 'done') && outcomes.rows.length > 0 && <Outcomes outcomes={outcomes} done={step === 'done'} />}
      <div role="status">{busy && <Progress text={t(step === 'reading' ? 'places.import.reading' : 'places.import.writing')} />}</div>
      {!hindered && (
        <div class="actions">
          {step === 'done' && (
            <LinkButton kind="primary" href="/places" icon={<Building />}>
              {t('places.title')}
            </LinkButton>
          )}
          <Choose primary={step === 'choose'} disabled={busy} onFile={(file) => void look(file, [])} />
          {step === 'look' && file && some > 0 && (
            <Button kind="primary" icon={<Tick />} onPress={() => void write(file)}>
              {t('places.import.go', { count: some })}
            </Button>
          )}
        </div>
      )}
    </Page>
  )
}

/** What a file must be like, and one to begin with. */
function Help() {
  const [reply, setReply] = useState<Reply<Blob> | 'working'>()
  const save = async () => {
    setReply('working')
    const came = await importTemplate(language.value)
    setReply(came)
    if (came.kind === 'ok') download(came.value)
  }
  return (
    <>
      <p>{t('places.import.text', { columns: columnNames.map(columnWord).join(', ') })}</p>
      {typeof reply === 'object' && <Trouble reply={reply} />}
      <Button icon={<Save />} disabled={reply === 'working'} onPress={() => void save()}>
        {t('places.import.template')}
      </Button>
    </>
  )
}

function Progress({ text }: { text: string }) {
  return (
    <>
      <p>{text}</p>
      <progress class="place-import-progress" aria-label={text} />
    </>
  )
}

function Choose({ primary, disabled, onFile }: { primary: boolean; disabled: boolean; onFile: (file: File) => void }) {
  const take = (input: HTMLInputElement) => {
    const file = input.files?.[0]
    // The same file may be chosen again, mended.
    input.value = ''
    if (file) onFile(file)
  }
  return (
    <div class="place-import-file">
      <div class={primary ? 'button button-primary' : 'button'} aria-hidden="true">
        <Save />
        <span>{t('places.import.choose')}</span>
      </div>
      <input
        type="file"
        accept=".csv,.xlsx,text/csv"
        aria-label={t('places.import.choose')}
        disabled={disabled}
        onChange={(event) => take(event.currentTarget)}
      />
    </div>
  )
}

function download(file: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = 'workplaces.xlsx'
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
