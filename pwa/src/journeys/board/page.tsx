import './page.css'
import { useMemo, useState } from 'preact/hooks'
import { now, today } from '../../api/clock'
import type { Reply } from '../../api/reply'
import { may } from '../../api/session'
import { addSighting, type Board as Report, type Flag, putLook } from '../../api/workplaces'
import { formatDay, formatTime, t } from '../../i18n'
import { Trouble } from '../../refusal/trouble'
import { Paper } from '../../outcomes/paper'
import { papersOfRows } from '../../outcomes/papers'
import { type PageProps, query, refine } from '../../router'
import { Button, LinkButton } from '../../ui/button'
import { Filters as Fold } from '../../ui/filters'
import { Exit, Viewfinder } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { SelectField } from '../../ui/select-field'
import { TextField } from '../../ui/text-field'
import { Ask } from './ask'
import { DayPicker } from './day'
import type { Acts } from './flags'
import { type Live, useLive } from './live'
import { companiesOf, countsOf, type Filter, filterOf, groupsOf, isExpected, isTimed, seenOf, type Show, showsOf } from './model'
import { People } from './people'
import { Plots } from './plots'

/** Who is at a workplace now, who is missing, and what there is to look at. It follows the register by itself. */
export default function Board({ param: number }: PageProps) {
  const filter = filterOf(query.value, today())
  const [live, again] = useLive(number, filter.on)
  const { board } = live
  return (
    <Page title={board?.workplace.name ?? t('board.title')} back={{ href: `/places/${number}`, label: t('app.back') }} wide>
      {!board && !live.trouble && <p aria-busy="true" role="status">{t('places.loading')}</p>}
      <AsOf live={live} />
      {live.trouble?.kind !== 'problem' && <DayPicker on={filter.on || today()} />}
      {board && <Whole board={board} filter={filter} again={again} />}
      {board && board.on !== today() && <p class="board-asof">{t('board.past.evacuation')}</p>}
      {board?.on === today() && (
        <div class="actions">
          <LinkButton href={`/board/${number}/evacuation`} icon={<Exit />}>
            {t('evacuation.title')}
          </LinkButton>
        </div>
      )}
    </Page>
  )
}

/** How old what one sees is; amber as soon as it is not of now. */
function AsOf({ live: { asOf, board, trouble } }: { live: Live }) {
  const time = asOf ? formatTime(asOf) : ''
  if (trouble?.kind === 'problem' || (trouble && !board)) return <Trouble reply={trouble} />
  if (trouble) {
    return (
      <Notice tone="wait" live>
        <p>{t('board.stale', { time })}</p>
      </Notice>
    )
  }
  if (!board) return null
  return (
    <p class="board-asof">
      {formatDay(board.on)}
      {' · '}
      {t('board.asof', { time })}
    </p>
  )
}

function Whole({ board, filter, again }: { board: Report; filter: Filter; again: () => void }) {
  const groups = useMemo(() => groupsOf(board, filter), [board, filter.show, filter.company, filter.name])
  const counts = useMemo(() => countsOf(board), [board])
  const { show } = filter
  const timed = isTimed(board)
  const words = (one: Show) => wordOf(one, timed, isExpected(board, now()))
  const [acts, failed] = useActs(board, again)
  return (
    <>
      <Trouble reply={failed} />
      {board.kept && board.present.length > 0 && <Seen board={board} mayScan={acts.see !== undefined} />}
      <div class={timed ? 'board-tabs board-tabs-timed' : 'board-tabs'}>
        {showsOf(board).map((one) => (
          <button key={one} type="button" class="board-tab" aria-pressed={show === one} onClick={() => refine({ show: one === 'present' ? '' : one, company: '' })}>
            <strong>{counts[one]}</strong>
            {t(`board.${words(one)}`)}
          </button>
        ))}
      </div>
      <Filters board={board} filter={filter} />
      <Plots board={board} />
      {show === 'missing' && counts.missing > 0 && (
        <p>{words(show) === 'expected' ? t('board.expected.text', { time: formatTime(board.dueAt ?? '') }) : t('board.missing.text')}</p>
      )}
      {show === 'missing' && counts.missing > 0 && board.on === today() && <Ask workplace={board.workplace} />}
      {show === 'unclosed' && counts.unclosed > 0 && <p>{t('board.unclosed.text')}</p>}
      {show === 'flags' && counts.flags > 0 && <p>{t('board.flags.text')}</p>}
      {groups.length > 0 && <People key={`${show} ${filter.company} ${filter.name}`} groups={groups} show={show} timed={timed} acts={acts} />}
      {groups.length === 0 && <p role="status">{counts[show] > 0 ? t('places.none') : t(`board.nobody.${emptyWordOf(show, timed)}`)}</p>}
      {may('consult') && show !== 'missing' && <Paper {...papersOfRows(groups.flatMap(({ people }) => people))} />}
      {(show === 'looked' || (show === 'flags' && counts.looked > 0)) && (
        <Button onPress={() => refine({ show: show === 'looked' ? 'flags' : 'looked', company: '' })}>
          {show === 'looked' ? t('board.look.hide') : t('board.look.show', { count: counts.looked })}
        </Button>
      )}
    </>
  )
}

/** What one may do with those on the board, and why the last of it failed. */
function useActs(board: Report, again: () => void): [Acts, Reply<unknown> | undefined] {
  const [failed, setFailed] = useState<Reply<unknown>>()
  const told = (reply: Reply<unknown>) => {
    setFailed(reply.kind === 'ok' ? undefined : reply)
    again()
  }
  const { number } = board.workplace
  const mayLook = board.kept && (may('consult') || may('workplaces'))
  const acts: Acts = {
    ...(mayLook && { look: (presence: string, flags: Flag[]) => void putLook(number, presence, flags).then(told) }),
    ...(mayLook && board.on === today() && { see: (presence: string) => void addSighting(number, { presence }).then(told) }),
  }
  return [acts, failed]
}

function Seen({ board, mayScan }: { board: Report; mayScan: boolean }) {
  return (
    <p class="board-seen-count">
      <span role="status">{t('board.seen.count', { count: seenOf(board), all: board.present.length })}</span>
      {mayScan && (
        <LinkButton href={`/board/${board.workplace.number}/seen`} icon={<Viewfinder />}>
          {t('board.seen.scan')}
        </LinkButton>
      )}
    </p>
  )
}

/** Who is present at this moment is called so where one may have gone again; who is missing is expected at first. */
function wordOf(show: Show, timed: boolean, expected: boolean): Exclude<Show, 'looked'> | 'in' | 'expected' {
  if (show === 'missing' && expected) return 'expected'
  return emptyWordOf(show, timed)
}

function emptyWordOf(show: Show, timed: boolean): Exclude<Show, 'looked'> | 'in' {
  if (show === 'looked') return 'flags'
  return timed && show === 'present' ? 'in' : show
}

function Filters({ board, filter }: { board: Report; filter: Filter }) {
  const companies = companiesOf(board, filter.show)
  return (
    <Fold label={t('places.filter')} set={[filter.name, filter.company].some(Boolean)}>
      <TextField label={t('board.search')} type="search" value={filter.name} onInput={(name) => refine({ name })} />
      <SelectField
        label={t('places.chain.name')}
        value={filter.company}
        options={[
          { value: '', name: t('board.company.all') },
          ...companies.filter(({ key }) => key).map(({ key, name, count }) => ({ value: key, name: `${name} (${count})` })),
        ]}
        onChange={(company) => refine({ company })}
      />
    </Fold>
  )
}
