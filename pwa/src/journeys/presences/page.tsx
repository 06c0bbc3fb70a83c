import './page.css'
import { useEffect, useState } from 'preact/hooks'
import { today } from '../../api/clock'
import { getWorkplaces } from '../../api/work'
import type { PresenceFilter } from '../../api/workplaces'
import { may } from '../../api/session'
import { useReply } from '../../api/use-reply'
import { t } from '../../i18n'
import { Trouble } from '../../refusal/trouble'
import { Paper } from '../../outcomes/paper'
import { papersOfRows } from '../../outcomes/papers'
import { query, refine } from '../../router'
import { Button } from '../../ui/button'
import { Filters as Fold } from '../../ui/filters'
import { Page } from '../../ui/page'
import { SelectField } from '../../ui/select-field'
import { TextField } from '../../ui/text-field'
import { Exports } from './exports'
import { type Found, useFound } from './found'
import { List } from './list'
import { filterOf } from './model'
import { Periods } from './period'
import { Person } from './person'

/** Presences that concern the company: searched, looked at one by one, and exported; or all those of one person. */
export default function Presences() {
  const person = new URLSearchParams(query.value).get('person')
  return person ? <Person presence={person} /> : <Search />
}

function Search() {
  const [name, setName] = useState('')
  const filter: PresenceFilter = { ...filterOf(query.value, today()), name: useRested(name), personOf: '' }
  const [found, { more, again }] = useFound(filter)
  const { rows, cursor, busy } = found
  return (
    <Page title={t('presences.title')} back={{ href: '/portal', label: t('portal.title') }} wide>
      <Periods period={filter} />
      <TextField label={t('board.search')} type="search" value={name} maxLength={100} onInput={setName} />
      <Filters filter={filter} />
      {!rows && busy && <p aria-busy="true" role="status">{t('places.loading')}</p>}
      <Trouble reply={found.trouble} again={again} />
      {rows && <Totals found={found} named={filter.name !== ''} />}
      {rows && rows.length > 0 && <List rows={rows} onChanged={again} />}
      {cursor && (
        <Button disabled={busy} onPress={more}>
          {t('board.more')}
        </Button>
      )}
      {rows && <Paper {...papersOfRows(rows)} />}
      {may('consult') && rows && rows.length > 0 && <Exports filter={filter} />}
    </Page>
  )
}

/** How many were found. A search by name that has not come to its end says until where it has looked. */
function Totals({ found: { rows = [], totals, cursor, busy }, named }: { found: Found; named: boolean }) {
  if (named && cursor) return <p role="status">{t('presences.name.partly', { count: rows.length })}</p>
  if (rows.length === 0) return <p role="status">{busy ? t('places.loading') : t('places.none')}</p>
  if (!totals) return <p role="status">{t('presences.found', { count: rows.length })}</p>
  return <p role="status">{t('presences.totals', { presences: totals.presences, persons: totals.persons })}</p>
}

/** What somebody has typed once they have stopped for a moment. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), 400)
    return () => clearTimeout(timer)
  }, [text])
  return rested.trim()
}

function Filters({ filter }: { filter: PresenceFilter }) {
  const [places] = useReply(getWorkplaces, '')
  const known = places?.kind === 'ok' ? places.value.workplaces.map(({ workplace }) => ({ value: workplace.number, name: workplace.name })) : []
  const asked = filter.workplace && !known.some(({ value }) => value === filter.workplace) ? [{ value: filter.workplace, name: filter.workplace }] : []
  return (
    <Fold label={t('places.filter')} set={filter.workplace !== '' || filter.employer !== ''}>
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
  return <TextField label={t('verify.fact.employer')} value={text} onInput={input} />
}
