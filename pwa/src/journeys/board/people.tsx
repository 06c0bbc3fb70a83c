import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { BoardPerson } from '../../api/workplaces'
import { formatDay, formatTime, t } from '../../i18n'
import { brusselsDay, groupReceiptNumber } from '../../numbers'
import { Button } from '../../ui/button'
import { Attention, Tick } from '../../ui/icons'
import { cut, type Group, type Show, total } from './model'

/** So many people are drawn at first, and so many more each time one comes to the end. */
const step = 100

/** The people of a board, a part of the table for each company. */
export function People({ groups, show, timed, onSee }: { groups: Group[]; show: Show; timed: boolean; onSee?: ((presence: string) => void) | undefined }) {
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
          <Company key={group.key} group={group} show={show} onSee={onSee} count={groups.find(({ key }) => key === group.key)?.people.length ?? 0} />
        ))}
      </table>
      {total(groups) > limit && <More key={limit} onMore={() => setLimit(limit + step)} />}
    </>
  )
}

/** The people of one company; drawn anew only when they have changed. */
function Company({ group, show, count, onSee }: { group: Group; show: Show; count: number; onSee: ((presence: string) => void) | undefined }) {
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
          <Row key={person.id} person={person} show={show} onSee={onSee} />
        ))}
      </tbody>
    ),
    [group, show, count, onSee === undefined],
  )
}

function Row({ person, show, onSee }: { person: BoardPerson; show: Show; onSee: ((presence: string) => void) | undefined }) {
  return (
    <tr>
      <th scope="row">
        {person.name || <bdi class="code">{person.person}</bdi>}
        {person.otherNames && <span class="table-below">{person.otherNames.join(' · ')}</span>}
        {person.gate && <span class="table-below narrow-only">{person.gate}</span>}
        {show !== 'missing' && <span class="table-below">{person.how.map((one) => t(`board.how.${one}`)).join(' · ')}</span>}
        {person.flags.length > 0 && (
          <div>
            {person.flags.map((flag) => (
              <span key={flag} class="board-flag">
                <Attention />
                {t(`board.flag.${flag}`)}
              </span>
            ))}
          </div>
        )}
        {show !== 'missing' && <Sighted person={person} onSee={onSee} />}
      </th>
      <td class="wide-only">{person.gate}</td>
      {show !== 'missing' && (
        <>
          <td class="wide-only">
            <bdi class="code">{person.receiptNumber && groupReceiptNumber(person.receiptNumber)}</bdi>
          </td>
          <td class="table-number">{timesOf(person, show)}</td>
        </>
      )}
    </tr>
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
