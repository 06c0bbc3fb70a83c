import { useEffect, useId, useState } from 'preact/hooks'
import type { PresenceRow } from '../../api/workplaces'
import { formatDay, formatTime, t } from '../../i18n'
import { Attention, Tick } from '../../ui/icons'
import { Details } from './details'
import { remarkable, stands, wordOf } from './model'

/** Where the columns of the lesser things are shown, as in ui/table.css; and how many columns there are then, and otherwise. */
const wide = '(min-width: 48rem)'
const columns = { wide: 6, narrow: 2 }

/** The presences that were found, latest first: a line each, which opens. `alone` is said where all are of one person. */
export function List({ rows, alone = false, onChanged }: { rows: PresenceRow[]; alone?: boolean; onChanged: () => void }) {
  const span = useColumns()
  return (
    <table class="table presences">
      {span === columns.narrow && (
        <colgroup>
          <col />
          <col class="presences-sign" />
        </colgroup>
      )}
      <thead class="narrow-unseen">
        <tr>
          <th scope="col">{t(alone ? 'receipt.day' : 'confirm.person')}</th>
          <th scope="col" class="wide-only">
            {t('places.name')}
          </th>
          {!alone && (
            <th scope="col" class="wide-only presences-day">
              {t('receipt.day')}
            </th>
          )}
          <th scope="col" class="wide-only presences-employer">
            {t('places.chain.name')}
          </th>
          <th scope="col" class="wide-only presences-channel">
            {t('verify.fact.channel')}
          </th>
          <th scope="col" class="presences-state">
            {t('places.state')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} span={span} alone={alone} onChanged={onChanged} />
        ))}
      </tbody>
    </table>
  )
}

/** How many columns are shown: a cell that spanned more would make new ones. */
function useColumns(): number {
  const count = () => (matchMedia(wide).matches ? columns.wide : columns.narrow)
  const [now, setNow] = useState(count)
  useEffect(() => {
    const query = matchMedia(wide)
    const look = () => setNow(count())
    query.addEventListener('change', look)
    return () => query.removeEventListener('change', look)
  }, [])
  return now
}

function Row({ row, span, alone, onChanged }: { row: PresenceRow; span: number; alone: boolean; onChanged: () => void }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const word = wordOf(row.state)
  const day = formatDay(row.on, 'short')
  const time = row.direction === 'day' ? formatTime(row.recordedAt) : `${t(`direction.${row.direction}`)} ${formatTime(row.at)}`
  return (
    <>
      <tr class={stands(row) ? 'presences-row' : 'presences-row presences-off'} onClick={() => setOpen(!open)}>
        <th scope="row">
          <button type="button" class="presences-name" aria-expanded={open} aria-controls={id}>
            {alone ? `${day} · ${time}` : <Who row={row} />}
          </button>
          <span class="table-below narrow-only">
            <bdi>{row.workplace.name}</bdi>
          </span>
          <span class="table-below narrow-only">
            {[...(alone ? [] : [day, time]), ...(word === 'registered' ? [] : [t(`days.${word}`)])].join(' · ')}
          </span>
        </th>
        <td class="wide-only">
          <bdi>{row.workplace.name}</bdi>
        </td>
        {!alone && (
          <td class="wide-only">
            {day} · {time}
          </td>
        )}
        <td class="wide-only">
          <bdi>{row.employer.name || row.employer.number}</bdi>
        </td>
        <td class="wide-only">{t(`verify.channel.${row.channel}`)}</td>
        <td class="presences-said">
          <span class="presences-word">{t(`days.${word}`)}</span>
          {word === 'registered' && (
            <span class="narrow-only presences-tick">
              <Tick />
            </span>
          )}
          {remarkable(row) && (
            <span class="presences-mark">
              <Attention />
              <span class="unseen">{t('board.flags')}</span>
            </span>
          )}
        </td>
      </tr>
      <tr id={id} hidden={!open}>
        {open && (
          <td colSpan={span - (alone && span > columns.narrow ? 1 : 0)} class="presences-open">
            <Details row={row} alone={alone} onChanged={onChanged} />
          </td>
        )}
      </tr>
    </>
  )
}

/** The person's name and the end of their number, as much as fits into a line. */
function Who({ row: { name, person } }: { row: PresenceRow }) {
  if (!name) return <bdi class="code">{person}</bdi>
  return (
    <>
      <bdi>{name}</bdi> <bdi class="code presences-number">{person.replace(/^\*+/, '…')}</bdi>
    </>
  )
}
