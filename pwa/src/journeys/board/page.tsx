import './page.css'
import { useMemo, useState } from 'preact/hooks'
import { today } from '../../api/clock'
import type { Reply } from '../../api/reply'
import { may } from '../../api/session'
import { addSighting, type Board as Report } from '../../api/workplaces'
import { formatDay, formatTime, t } from '../../i18n'
import { Trouble } from '../../refusal/trouble'
import { type PageProps, query, refine } from '../../router'
import { LinkButton } from '../../ui/button'
import { Filters as Fold } from '../../ui/filters'
import { Exit, Viewfinder } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { SelectField } from '../../ui/select-field'
import { TextField } from '../../ui/text-field'
import { type Live, useLive } from './live'
import { companiesOf, countsOf, type Filter, filterOf, groupsOf, isTimed, seenOf, type Show, showsOf } from './model'
import { People } from './people'

/** Who is at a workplace now, who is missing, and what there is to look at. It follows the register by itself. */
export default function Board({ param: number }: PageProps) {
  const filter = filterOf(query.value)
  const live = useLive(number, filter.on)
  const { board } = live
  return (
    <Page title={board?.workplace.name ?? t('board.title')} back={{ href: `/places/${number}`, label: t('app.back') }} wide="full">
      {!board && !live.trouble && <p aria-busy="true" role="status">{t('places.loading')}</p>}
      <AsOf live={live} />
      {board && <Whole board={board} filter={filter} />}
      {board && (
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

function Whole({ board, filter }: { board: Report; filter: Filter }) {
  const groups = useMemo(() => groupsOf(board, filter), [board, filter.show, filter.company, filter.name])
  const counts = useMemo(() => countsOf(board), [board])
  const { show } = filter
  const timed = isTimed(board)
  const [failed, setFailed] = useState<Reply<unknown>>()
  const see = async (presence: string) => {
    const reply = await addSighting(board.workplace.number, { presence })
    // The board shows it when it follows the register the next time.
    setFailed(reply.kind === 'ok' ? undefined : reply)
  }
  const mayLook = board.kept && (may('consult') || may('workplaces')) && board.on === today()
  return (
    <>
      <Trouble reply={failed} />
      {board.kept && board.present.length > 0 && (
        <p class="board-seen-count">
          <span role="status">{t('board.seen.count', { count: seenOf(board), all: board.present.length })}</span>
          {mayLook && (
            <LinkButton href={`/board/${board.workplace.number}/seen`} icon={<Viewfinder />}>
              {t('board.seen.scan')}
            </LinkButton>
          )}
        </p>
      )}
      <div class={timed ? 'board-tabs board-tabs-timed' : 'board-tabs'}>
        {showsOf(board).map((one) => (
          <button key={one} type="button" class="board-tab" aria-pressed={show === one} onClick={() => refine({ show: one === 'present' ? '' : one, company: '' })}>
            <strong>{counts[one]}</strong>
            {t(`board.${wordOf(one, timed)}`)}
          </button>
        ))}
      </div>
      <Filters board={board} filter={filter} />
      {show === 'missing' && counts.missing > 0 && <p>{t('board.missing.text')}</p>}
      {show === 'unclosed' && counts.unclosed > 0 && <p>{t('board.unclosed.text')}</p>}
      {show === 'flags' && counts.flags > 0 && <p>{t('board.flags.text')}</p>}
      {groups.length > 0 && <People key={`${show} ${filter.company} ${filter.name}`} groups={groups} show={show} timed={timed} onSee={mayLook ? (presence) => void see(presence) : undefined} />}
      {groups.length === 0 && <p role="status">{counts[show] > 0 ? t('places.none') : t(`board.nobody.${wordOf(show, timed)}`)}</p>}
    </>
  )
}

/** Who is present at this moment is called so where one may have gone again. */
function wordOf(show: Show, timed: boolean): Show | 'in' {
  return timed && show === 'present' ? 'in' : show
}

function Filters({ board, filter }: { board: Report; filter: Filter }) {
  const companies = companiesOf(board, filter.show)
  return (
    <Fold label={t('places.filter')} set={[filter.name, filter.company, filter.on].some(Boolean)}>
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
      <TextField label={t('receipt.day')} type="date" value={filter.on || board.on} onInput={(on) => refine({ on: on === today() ? '' : on })} />
    </Fold>
  )
}
