import './page.css'
import { useEffect } from 'preact/hooks'
import { now, today } from '../../api/clock'
import { me } from '../../api/session'
import { warmUp } from '../../camera/reader'
import { formatDay, t } from '../../i18n'
import { groupReceiptNumber } from '../../numbers'
import { begin, forUser } from '../../offline/draft'
import { presences } from '../../offline/queue'
import { timeOf } from '../../offline/presence-record'
import { coverage, remembered, type ReadLimosa } from '../../offline/limosa'
import { sinceOf, timesOf } from '../../outcomes/direction'
import { LinkButton } from '../../ui/button'
import { allowSound } from '../../ui/feedback'
import { Building, Calendar, Cross, Document, Globe, Hourglass, Info, Keyboard, People, Shield, Tick, Viewfinder } from '../../ui/icons'
import { Page } from '../../ui/page'
import { todayOf } from './model'

/** Home: how today stands, and one big button. */
export default function Home() {
  useEffect(prepare, [])
  const limosa = remembered.value
  return (
    <Page title={t('home.title')}>
      <Today />
      {limosa && <Remembered limosa={limosa} />}
      <div class="home-do">
        <p class="home-hint">{t(limosa || forUser({}, me.value) ? 'home.scan.poster' : 'home.scan.both')}</p>
        <a class="home-scan" href="/scan" onClick={allowSound}>
          <Viewfinder />
          {t('home.scan')}
        </a>
        {forUser({}, me.value) && (
          <LinkButton href="/work" icon={<People />}>
            {t('work.same')}
          </LinkButton>
        )}
        <nav class="home-more">
          <LinkButton href="/days" icon={<Calendar />}>
            {t('home.days')}
          </LinkButton>
          <LinkButton href="/type" icon={<Keyboard />}>
            {t('home.type')}
          </LinkButton>
          <LinkButton href="/settings" icon={<Globe />}>
            {t('home.settings')}
          </LinkButton>
          <LinkButton href="/r" icon={<Shield />}>
            {t('home.inspect')}
          </LinkButton>
          <LinkButton href={me.value ? '/portal' : '/in'} icon={<Building />}>
            {me.value ? t('home.portal.in', { name: me.value.company.name }) : t('home.portal')}
          </LinkButton>
        </nav>
      </div>
    </Page>
  )
}

/** Begins anew, and fetches what scanning needs once the page is painted. */
function prepare() {
  begin()
  const timer = setTimeout(() => void warmUp(), 1500)
  return () => clearTimeout(timer)
}

function Today() {
  if (!presences.value) return <div class="home-today" />
  const state = todayOf(presences.value, today(), now())
  if (state.kind === 'none') {
    return (
      <p class="home-today">
        <Info />
        <span>
          <span class="home-today-word">{t('home.today.none')}</span>
          {state.forgotten && (
            <>
              <br />
              {t('home.forgotten', { day: formatDay(state.forgotten) })}
            </>
          )}
        </span>
      </p>
    )
  }
  if (state.kind === 'registered') {
    const open = state.shifts?.find((shift) => shift.open)?.in
    return (
      <a class={`home-today home-today-${state.presence.remarks.length > 0 ? 'remarked' : 'registered'}`} href={`/days/${state.presence.id}`}>
        <Tick />
        <span>
          <span class="home-today-word">{open ? t('direction.since', { time: sinceOf(timeOf(open)) }) : t('home.today.registered')}</span>
          <br />
          {state.shifts ? state.shifts.map(timesOf).join(' · ') : <span class="code">{groupReceiptNumber(state.presence.receiptNumber)}</span>}
        </span>
      </a>
    )
  }
  if (state.kind === 'queued') {
    return (
      <a class="home-today home-today-promised" href={state.count > 1 ? '/days' : `/days/${state.id}`}>
        <Hourglass />
        <span>
          <span class="home-today-word">{t('receipt.queued')}</span>
          <br />
          {t('receipt.queued.text', { time: sinceOf(state.since) })}
        </span>
      </a>
    )
  }
  if (state.kind === 'promised') {
    return (
      <a class="home-today home-today-promised" href={state.count > 1 ? '/days' : `/days/${state.id}`}>
        <Hourglass />
        <span>
          <span class="home-today-word">{t('home.today.promised')}</span>
          <br />
          {t('home.today.waiting', { count: state.count })}
        </span>
      </a>
    )
  }
  return (
    <a class="home-today home-today-refused" href={`/days/${state.id}`}>
      <Cross />
      <span class="home-today-word">{t('home.today.refused')}</span>
    </a>
  )
}

function Remembered({ limosa }: { limosa: ReadLimosa }) {
  const ended = coverage(limosa, today()) === 'ended'
  return (
    <p class="home-limosa">
      <Document />
      <span>
        {limosa.name ? t('home.limosa', { name: limosa.name }) : t('home.limosa.nameless')}
        {limosa.to && (
          <>
            <br />
            <span class={ended ? 'home-limosa-ended' : undefined}>
              {t(ended ? 'home.limosa.ended' : 'home.limosa.until', { day: formatDay(limosa.to, 'date') })}
            </span>
          </>
        )}
      </span>
    </p>
  )
}
