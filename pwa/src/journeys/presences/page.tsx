import './page.css'
import { useState } from 'preact/hooks'
import { today } from '../../api/clock'
import { getWorkplaces } from '../../api/work'
import { exportPresences, type PresenceFilter } from '../../api/workplaces'
import type { Reply } from '../../api/reply'
import { may } from '../../api/session'
import { useReply } from '../../api/use-reply'
import { t } from '../../i18n'
import { Trouble } from '../../refusal/trouble'
import { query, refine } from '../../router'
import { Button } from '../../ui/button'
import { Filters as Fold } from '../../ui/filters'
import { Save } from '../../ui/icons'
import { Page } from '../../ui/page'
import { SelectField } from '../../ui/select-field'
import { TextField } from '../../ui/text-field'
import { useFound } from './found'
import { List } from './list'
import { filterOf } from './model'

/** Presences that concern the company: searched, undone where they are its own, and exported. */
export default function Presences() {
  const filter = filterOf(query.value, today())
  const [found, { more, again }] = useFound(filter)
  return (
    <Page title={t('presences.title')} back={{ href: '/portal', label: t('portal.title') }} wide>
      <Filters filter={filter} />
      {!found.rows && found.busy && <p aria-busy="true" role="status">{t('places.loading')}</p>}
      <Trouble reply={found.trouble} again={again} />
      {found.rows?.length === 0 && <p role="status">{t('places.none')}</p>}
      {found.rows && found.rows.length > 0 && <List rows={found.rows} onChanged={again} />}
      {found.cursor && (
        <Button disabled={found.busy} onPress={more}>
          {t('board.more')}
        </Button>
      )}
      {may('consult') && found.rows && found.rows.length > 0 && <Exports filter={filter} />}
    </Page>
  )
}

function Filters({ filter }: { filter: PresenceFilter }) {
  const [places] = useReply(getWorkplaces, '')
  const known = places?.kind === 'ok' ? places.value.workplaces.map(({ workplace }) => ({ value: workplace.number, name: workplace.name })) : []
  const asked = filter.workplace && !known.some(({ value }) => value === filter.workplace) ? [{ value: filter.workplace, name: filter.workplace }] : []
  return (
    <Fold label={t('places.filter')} set={query.value !== ''}>
      <TextField label={t('presences.from')} type="date" value={filter.from} onInput={(from) => refine({ from })} />
      <TextField label={t('presences.to')} type="date" value={filter.to} onInput={(to) => refine({ to })} />
      <SelectField
        label={t('places.name')}
        value={filter.workplace}
        options={[{ value: '', name: t('presences.everywhere') }, ...known, ...asked]}
        onChange={(workplace) => refine({ workplace })}
      />
      <Employer value={filter.employer} />
    </Fold>
  )
}

/** A number is looked for when it is complete, not at each key. */
function Employer({ value }: { value: string }) {
  const [text, setText] = useState(value)
  const input = (typed: string) => {
    setText(typed)
    const bare = typed.replace(/[\s.-]/g, '')
    if (bare === '' || bare.length >= 10) refine({ employer: bare })
  }
  return <TextField label={t('verify.fact.employer')} value={text} maxLength={20} onInput={input} />
}

/** What is found as a file. */
function Exports({ filter }: { filter: PresenceFilter }) {
  const [reply, setReply] = useState<Reply<Blob> | 'working'>()
  const save = async (format: 'csv' | 'xlsx') => {
    setReply('working')
    const came = await exportPresences(filter, format)
    setReply(came)
    if (came.kind === 'ok') download(came.value, `presences-${filter.from}-${filter.to}.${format}`)
  }
  return (
    <>
      {typeof reply === 'object' && <Trouble reply={reply} />}
      <div class="button-row">
        {(['csv', 'xlsx'] as const).map((format) => (
          <Button key={format} icon={<Save />} disabled={reply === 'working'} onPress={() => void save(format)}>
            {t(`presences.${format}`)}
          </Button>
        ))}
      </div>
    </>
  )
}

function download(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
