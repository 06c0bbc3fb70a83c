import type { ComponentChildren } from 'preact'
import { now, today } from '../../api/clock'
import { me } from '../../api/session'
import { formatDay, t } from '../../i18n'
import { groupReceiptNumber } from '../../numbers/receipt-groups'
import { holderOf, remembered } from '../../offline/limosa'
import { divide } from '../../offline/holder'
import { type PresenceRecord, timeOf } from '../../offline/presence-record'
import { presences } from '../../offline/queue'
import { sinceOf, timesOf } from '../../outcomes/direction'
import { Attention, Cross, Hourglass, Info, People, Tick } from '../../ui/icons'
import { othersOf, type Today as State, todayOf } from './model'

/**
 * How today stands for the holder of the phone, and below it for all others who
 * were registered with it: nobody reads the receipt of another as their own.
 */
export function Today() {
  if (!presences.value) return <div class="home-today" />
  const user = me.value
  const limosa = remembered.value
  const { own, others } = divide(presences.value, {
    user,
    limosa: holderOf(limosa),
  })
  const named = others.length > 0 ? (own[0]?.worker ?? user?.name) : undefined
  return (
    <>
      {(own.length > 0 || !user || user.registersSelf) && <Own records={own} name={named} />}
      <Others records={others} ofCrew={user !== undefined} />
    </>
  )
}

/** Everybody else, in one line that leads to the list. */
function Others({ records, ofCrew }: { records: PresenceRecord[]; ofCrew: boolean }) {
  const state = othersOf(records, today())
  if (!state) return null
  const { done, all, worst } = state
  return (
    <a class={`home-today home-others home-today-${worst === 'done' ? 'others' : worst === 'refused' ? 'refused' : 'promised'}`} href="/days?of=others">
      {worst === 'done' ? <People /> : worst === 'refused' ? <Cross /> : <Hourglass />}
      <span>{t(ofCrew ? 'home.crew' : 'home.others', { done, all })}</span>
    </a>
  )
}

/** In a colour, a pictogram and a word; it leads to the presence behind it. The name stands there where it could be another’s. */
function Own({ records, name }: { records: PresenceRecord[]; name: string | undefined }) {
  return (
    <div>
      {name && (
        <p class="home-whose">
          <bdi>{name}</bdi>
        </p>
      )}
      <OwnState state={todayOf(records, today(), now())} />
    </div>
  )
}

function OwnState({ state }: { state: State }) {
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
