import type { ComponentChildren } from 'preact'
import { now, today } from '../../api/clock'
import { formatDay, t } from '../../i18n'
import { groupReceiptNumber } from '../../numbers'
import { timeOf } from '../../offline/presence-record'
import { presences } from '../../offline/queue'
import { sinceOf, timesOf } from '../../outcomes/direction'
import { Attention, Cross, Hourglass, Info, Tick } from '../../ui/icons'
import { type Today as State, todayOf } from './model'

/** How today stands, in a colour, a pictogram and a word; it leads to the presence behind it. */
export function Today() {
  if (!presences.value) return <div class="home-today" />
  const state = todayOf(presences.value, today(), now())
  switch (state.kind) {
    case 'none':
      return <None forgotten={state.forgotten} />
    case 'registered':
      return <Registered state={state} />
    case 'queued':
      return (
        <Waiting state={state} word={t('receipt.queued')}>
          {t('receipt.queued.text', { time: sinceOf(state.since) })}
        </Waiting>
      )
    case 'promised':
      return (
        <Waiting state={state} word={t('home.today.promised')}>
          {t('home.today.waiting', { count: state.count })}
        </Waiting>
      )
    case 'refused':
      return (
        <a class="home-today home-today-refused" href={`/days/${state.id}`}>
          <Cross />
          <span class="home-today-word">{t('home.today.refused')}</span>
        </a>
      )
  }
}

function None({ forgotten }: { forgotten: string | undefined }) {
  return (
    <p class="home-today">
      <Info />
      <span>
        <span class="home-today-word">{t('home.today.none')}</span>
        {forgotten && (
          <>
            <br />
            {t('home.forgotten', { day: formatDay(forgotten) })}
          </>
        )}
      </span>
    </p>
  )
}

/** With its receipt number; where in and out are registered, since when one is in, and the pairs of today. Green unless something is remarked or forgotten. */
function Registered({ state: { presence, shifts } }: { state: Extract<State, { kind: 'registered' }> }) {
  const open = shifts?.find((shift) => shift.open)?.in
  const forgotten = shifts?.some((shift) => shift.forgotten)
  const word = open ? t('direction.since', { time: sinceOf(timeOf(open)) }) : t(forgotten ? 'days.forgotten' : 'home.today.registered')
  return (
    <a class={`home-today home-today-${presence.remarks.length > 0 || forgotten ? 'remarked' : 'registered'}`} href={`/days/${presence.id}`}>
      {forgotten ? <Attention /> : <Tick />}
      <span>
        <span class="home-today-word">{word}</span>
        <br />
        {shifts ? shifts.map(timesOf).join(' · ') : <span class="code">{groupReceiptNumber(presence.receiptNumber)}</span>}
      </span>
    </a>
  )
}

function Waiting({ state, word, children }: { state: { count: number; id: string }; word: string; children: ComponentChildren }) {
  return (
    <a class="home-today home-today-promised" href={state.count > 1 ? '/days' : `/days/${state.id}`}>
      <Hourglass />
      <span>
        <span class="home-today-word">{word}</span>
        <br />
        {children}
      </span>
    </a>
  )
}
