import '../../ui/form.css'
import './page.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import { type DayOrder, type ImportColumn, type ImportOutcomes, importTemplate, importWorkplaces, type Sector } from '../../api/workplaces'
import type { Reply } from '../../api/reply'
import { language, t } from '../../i18n'
import { hindrance, Trouble } from '../../refusal/trouble'
import { Button, LinkButton } from '../../ui/button'
import { Building, Document, Save, Tick } from '../../ui/icons'
import { Page } from '../../ui/page'
import { Columns } from './columns'
import { asksForSector, columnNames, counts, rowsOf } from './model'
import { Outcomes, Summary } from './outcomes'
import { SectorOfAll } from './sector'
import { columnWord } from './words'

/** Where one is on the way from a file to workplaces. */
interface Import {
  step: 'choose' | 'reading' | 'look' | 'writing' | 'done'
  file?: File
  /** What somebody chose for the columns; empty is what the headings say. */
  columns: ImportColumn['as'][]
  /** What somebody chose for days that could be two. */
  days: DayOrder
  /** What somebody chose for new workplaces, in a table without sectors. */
  sector: Sector | ''
  outcomes?: ImportOutcomes
  trouble?: Reply<unknown>
}

const nothing: Import = { step: 'choose', columns: [], days: '', sector: '' }

/** Adding or changing many workplaces from a table: looked at before anything is written. */
export default function PlaceImport() {
  const [at, setAt] = useState<Import>(nothing)
  const { step, file, columns, days, sector, outcomes } = at
  const look = async (file: File, { columns, days, sector }: Pick<Import, 'columns' | 'days' | 'sector'>) => {
    const way = { columns, days, sector }
    setAt({ ...at, ...way, step: 'reading', file })
    const reply = await importWorkplaces(file, { dryRun: true, ...way })
    setAt(reply.kind === 'ok' ? { ...way, step: 'look', file, outcomes: reply.value } : { ...nothing, trouble: reply })
  }
  const write = async (file: File) => {
    setAt({ ...at, step: 'writing' })
    const reply = await importWorkplaces(file, { dryRun: false, columns, days, sector })
    setAt(reply.kind === 'ok' ? { ...nothing, step: 'done', outcomes: reply.value } : { ...at, step: 'look', trouble: reply })
  }
  const choose = (file: File) => void look(file, nothing)
  const hindered = hindrance('workplaces')
  const busy = step === 'reading' || step === 'writing'
  const count = counts(rowsOf(outcomes?.rows ?? []))
  const some = count.added + count.changed
  const told = outcomes && (step === 'look' || step === 'done') && outcomes.rows.length > 0 ? outcomes : undefined
  const answered = useAnswer(told !== undefined, columns)
  return (
    <Page title={t('places.import')} back={{ href: '/places', label: t('places.title') }} wide>
      <Trouble reply={hindered ?? at.trouble} />
      {!hindered && step === 'choose' && <Begin onFile={choose} />}
      {step === 'look' && file && outcomes && <Columns columns={outcomes.columns} onChange={(chosen) => void look(file, { columns: chosen, days, sector })} />}
      <div ref={answered} tabIndex={-1} class="place-import-answer">
        {told && <Summary outcomes={told} done={step === 'done'} onDays={(order) => file && void look(file, { columns, days: order, sector })} />}
        {step === 'look' && file && outcomes && (asksForSector(outcomes) || sector) && <SectorOfAll chosen={sector} onChange={(one) => void look(file, { columns, days, sector: one })} />}
        {!hindered && step !== 'choose' && <Choose primary={told !== undefined && step === 'look' && some === 0} disabled={busy} onFile={choose} />}
      </div>
      {told && <Outcomes outcomes={told} />}
      <div role="status">{busy && <Progress text={t(step === 'reading' ? 'places.import.reading' : 'places.import.writing')} />}</div>
      {step === 'done' && (
        <div class="actions place-import-actions">
          <LinkButton kind="primary" href="/places" icon={<Building />}>
            {t('places.title')}
          </LinkButton>
        </div>
      )}
      {step === 'look' && file && some > 0 && (
        <div class="actions place-import-actions">
          <Button kind="primary" icon={<Tick />} onPress={() => void write(file)}>
            {t('places.import.go', { count: some })}
          </Button>
        </div>
      )}
    </Page>
  )
}

/** Brings the answer into sight when it first comes after somebody chose a column: what to do next stands there. */
function useAnswer(told: boolean, columns: ImportColumn['as'][]) {
  const place = useRef<HTMLDivElement>(null)
  const waited = useRef(false)
  useEffect(() => {
    if (told && waited.current && columns.length > 0) {
      place.current?.focus({ preventScroll: true })
      place.current?.scrollIntoView({ block: 'start' })
    }
    waited.current = !told
  }, [told, columns])
  return place
}

/** What a file must be like, the file, and one to begin with. */
function Begin({ onFile }: { onFile: (file: File) => void }) {
  return (
    <div class="place-import-begin">
      <Help />
      <Choose primary disabled={false} onFile={onFile} />
    </div>
  )
}

/** What a file must be like, and an empty one. */
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
        <Document />
        <span>{t('places.import.choose')}</span>
      </div>
      <input
        type="file"
        accept=".csv,.tsv,.txt,.xlsx,.xlsm,text/csv"
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
