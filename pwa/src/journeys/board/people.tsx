import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks'
import type { BoardPerson } from '../../api/workplaces'
import { formatDay, formatTime, t } from '../../i18n'
import { brusselsDay } from '../../numbers'
import { groupReceiptNumber } from '../../numbers/receipt-groups'
import { Button } from '../../ui/button'
import { Tick } from '../../ui/icons'
import { Details } from './details'
import { type Acts, Flags } from './flags'
import { cut, type Group, type Show, total } from './model'

/** So many people are drawn at first, and so many more each time one comes to the end. */
const step = 100

/** The people of a board, a part of the table for each company. */
export function People({ groups, show, timed, acts }: { groups: Group[]; show: Show; timed: boolean; acts: Acts }) {
  const [limit, setLimit] = useState(step)
  return (
    <>
      <table class="table">
        <thead class="narrow-unseen">
          <tr>
            <th scope="col">{t('confirm.person')}</th>
            <th scope="col" class="wide-only">
              {t('places.poster.gate')}
            </th>
            {show !== 'missing' && (
              <>
                <th scope="col" class="wide-only">
                  {t('receipt.number')}
                </th>
                <th scope="col" class="table-number">
                  {timed ? `${t('direction.in')} – ${t('direction.out')}` : t('receipt.time')}
                </th>
              </>
            )}
          </tr>
        </thead>
        {cut(groups, limit).map((group) => (
          <Company key={group.key} group={group} show={show} acts={acts} count={groups.find(({ key }) => key === group.key)?.people.length ?? 0} />
        ))}
      </table>
      {total(groups) > limit && <More key={limit} onMore={() => setLimit(limit + step)} />}
    </>
  )
}

/** The people of one company; drawn anew only when they have changed. */
function Company({ group, show, count, acts }: { group: Group; show: Show; count: number; acts: Acts }) {
  return useMemo(
    () => (
      <tbody>
        <tr class="board-company">
          <th scope="rowgroup" colSpan={4}>
            <bdi>{group.name || t('board.company.unknown')}</bdi>
            {' ·\u00a0'}
            {count}
          </th>
        </tr>
        {group.people.map((person) => (
          <Row key={person.id} person={person} show={show} acts={acts} />
        ))}
      </tbody>
    ),
    [group, show, count, !acts.see, !acts.look],
  )
}

/** Somebody on the board; a tap on the name opens what is known of them. */
function Row({ person, show, acts }: { person: BoardPerson; show: Show; acts: Acts }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <>
      <tr>
        <th scope="row">
          <button type="button" class="board-name" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
            {person.name ? <bdi>{person.name}</bdi> : <bdi class="code">{person.person}</bdi>}
          </button>
          {person.otherNames && (
            <span class="table-below">
              <bdi>{person.otherNames.join(' · ')}</bdi>
            </span>
          )}
          {person.gate && (
            <span class="table-below narrow-only">
              <bdi>{person.gate}</bdi>
            </span>
          )}
          {show !== 'missing' && <span class="table-below">{person.how.map((one) => t(`board.how.${one}`)).join(' · ')}</span>}
          <Flags person={person} acts={acts} />
          {show !== 'missing' && <Sighted person={person} onSee={acts.see} />}
        </th>
        <td class="wide-only">
          <bdi>{person.gate}</bdi>
        </td>
        {show !== 'missing' && (
          <>
            <td class="wide-only">
              <bdi class="code">{person.receiptNumber && groupReceiptNumber(person.receiptNumber)}</bdi>
            </td>
            <td class="table-number">{timesOf(person, show)}</td>
          </>
        )}
      </tr>
      <tr id={id} hidden={!open}>
        {open && (
          <td colSpan={4}>
            <Details person={person} show={show} />
          </td>
        )}
      </tr>
    </>
  )
}

/** Whether somebody was seen at the gate, or the button that says so. */
function Sighted({ person, onSee }: { person: BoardPerson; onSee: ((presence: string) => void) | undefined }) {
  if (person.seenAt) {
    return (
      <div class="board-seen">
        <Tick />
        {t('board.seen.at', { time: formatTime(person.seenAt) })}
      </div>
    )
  }
  if (!onSee) return null
  const name = person.name || person.person
  return (
    <button type="button" class="board-see" aria-label={`${t('board.seen.mark')}: ${name}`} onClick={() => onSee(person.id)}>
      {t('board.seen.mark')}
    </button>
  )
}

/** When somebody was registered; where in and out are, from when until when. */
function timesOf({ direction, at, since, recordedAt }: BoardPerson, show: Show): string {
  if (direction === 'day') return formatTime(recordedAt)
  if (direction === 'out') return `${since ? formatTime(since) : '…'}\u00a0–\u00a0${formatTime(at)}`
  // What was forgotten may be of the day before.
  const open = `${formatTime(at)}\u00a0–\u00a0…`
  return show === 'unclosed' ? `${formatDay(brusselsDay(new Date(at)), 'short')}, ${open}` : open
}

/** More of a long list, by itself when one has come to its end. */
function More({ onMore }: { onMore: () => void }) {
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!end.current || typeof IntersectionObserver === 'undefined') return
    const watching = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && onMore(), { rootMargin: '600px' })
    watching.observe(end.current)
    return () => watching.disconnect()
  }, [])
  return (
    <div ref={end}>
      <Button onPress={onMore}>{t('board.more')}</Button>
    </div>
  )
}
