import { useEffect, useState } from 'preact/hooks'
import { addDays } from '../../numbers'
import { today } from '../../api/clock'
import { formatMonth, t } from '../../i18n'
import { Trouble } from '../../refusal/trouble'
import { Button } from '../../ui/button'
import { Page } from '../../ui/page'
import { type Found, useFound } from './found'
import { List } from './list'
import { type Month, monthsBefore, monthsOf, type Period } from './model'

/** Most months of one person fit into one page; others are read on. */
const page = 500

/** All presences of one person that the company may see, by month. The person is named by the id of one of theirs. */
export function Person({ presence }: { presence: string }) {
  const [periods, setPeriods] = useState<Period[]>([ahead(monthsBefore(today()))])
  const [name, setName] = useState('')
  const earliest = periods.at(-1)?.from ?? today()
  return (
    <Page title={name || t('presences.person.title')} back={{ href: '/presences', label: t('presences.title') }} wide>
      {periods.map((period) => (
        <Months key={period.from} presence={presence} period={period} onName={setName} />
      ))}
      <Button onPress={() => setPeriods([...periods, monthsBefore(addDays(earliest, -1))])}>{t('presences.earlier')}</Button>
    </Page>
  )
}

/** A period that also has what is registered for the weeks to come. */
function ahead({ from, to }: Period): Period {
  return { from, to: addDays(to, 31) }
}

function Months({ presence, period, onName }: { presence: string; period: Period; onName: (name: string) => void }) {
  const [found, { more, again }] = useFound({ ...period, workplace: '', employer: '', name: '', personOf: presence }, page)
  const { rows, cursor, busy } = found
  const name = rows?.find((row) => row.name)?.name
  useEffect(() => void (name && onName(name)), [name])
  useEffect(() => void (cursor && !busy && more()), [cursor, busy])
  return <Shown found={found} again={again} />
}

function Shown({ found: { rows, busy, trouble }, again }: { found: Found; again: () => void }) {
  if (!rows && busy) return <p aria-busy="true" role="status">{t('places.loading')}</p>
  return (
    <>
      <Trouble reply={trouble} again={again} />
      {rows?.length === 0 && <p role="status">{t('presences.person.none')}</p>}
      {monthsOf(rows ?? []).map((month) => (
        <OneMonth key={month.first} month={month} onChanged={again} />
      ))}
    </>
  )
}

function OneMonth({ month: { first, rows, days, workplaces }, onChanged }: { month: Month; onChanged: () => void }) {
  return (
    <section class="part" aria-labelledby={first}>
      <h2 id={first}>{formatMonth(first)}</h2>
      <p>{t('presences.person.totals', { days, workplaces })}</p>
      <List rows={rows} alone onChanged={onChanged} />
    </section>
  )
}
