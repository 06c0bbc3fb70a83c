import './page.css'
import { formatDay, formatTime, t } from '../../i18n'
import { groupReceiptNumber } from '../../numbers'
import { delivery, presences, sendNow } from '../../offline/keeper'
import type { Kept } from '../../offline/kept'
import { Button, LinkButton } from '../../ui/button'
import { Attention, Cross, Hourglass, Tick, Undo, Viewfinder } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { daysOf, type Mark, markOf, toneOf, waitingIn } from './model'

/** The days kept on this phone. */
export default function Days() {
  const kept = presences.value ?? []
  const waiting = waitingIn(kept)
  return (
    <Page title={t('days.title')} back={{ href: '/', label: t('app.home') }} wide>
      {waiting > 0 && (
        <>
          <Notice tone="wait" icon={<Hourglass />} live>
            <p>{t('days.waiting', { count: waiting })}</p>
          </Notice>
          <Button disabled={delivery.value === 'sending'} onPress={() => void sendNow()}>
            {t(delivery.value === 'sending' ? 'receipt.sending' : 'receipt.promised.try')}
          </Button>
        </>
      )}
      {presences.value && kept.length === 0 && (
        <>
          <p>{t('days.empty')}</p>
          <LinkButton kind="primary" href="/scan" icon={<Viewfinder />}>
            {t('days.scan')}
          </LinkButton>
        </>
      )}
      {daysOf(kept).map((day) => (
        <section key={day.on}>
          <h2>{formatDay(day.on, 'full')}</h2>
          <ul class="days-list">
            {day.presences.map((presence) => (
              <li key={presence.id}>
                <Item kept={presence} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Page>
  )
}

function Item({ kept }: { kept: Kept }) {
  const mark = markOf(kept)
  return (
    <a class="days-item" href={`/days/${kept.id}`}>
      <span class={`days-mark days-mark-${toneOf(mark)}`}>{pictogram(mark)}</span>
      <span class="days-text">
        <span class="days-word">{t(`days.${mark}`)}</span>
        {' ·\u00a0'}
        {formatTime(kept.state === 'registered' ? kept.recordedAt : kept.capturedAt)}
        <br />
        {kept.workplace?.name ?? <bdi class="code">{'poster' in kept.place ? kept.place.poster : kept.place.workplace}</bdi>}
        {kept.worker && (
          <>
            <br />
            {kept.worker}
          </>
        )}
        {'receiptNumber' in kept && kept.receiptNumber && (
          <>
            <br />
            <bdi class="code">{groupReceiptNumber(kept.receiptNumber)}</bdi>
          </>
        )}
      </span>
    </a>
  )
}

function pictogram(mark: Mark) {
  if (mark === 'registered') return <Tick />
  if (mark === 'remarked') return <Attention />
  if (mark === 'refused') return <Cross />
  return mark === 'cancelled' ? <Undo /> : <Hourglass />
}
