import './page.css'
import { useEffect, useState } from 'preact/hooks'
import { today } from '../../api/clock'
import { me } from '../../api/session'
import { getRegistered, type Row } from '../../api/work'
import { formatDay, formatTime, t } from '../../i18n'
import { addDays, groupReceiptNumber } from '../../numbers'
import { textOf } from '../../offline/draft'
import { delivery, presences, sendNow } from '../../offline/queue'
import type { PresenceRecord } from '../../offline/presence-record'
import { SignInToSend } from '../../outcomes/list'
import { Button, LinkButton } from '../../ui/button'
import { Attention, Cross, Hourglass, Tick, Undo, Viewfinder } from '../../ui/icons'
import { Mark } from '../../ui/mark'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { daysOf, type Mark as Word, markOf, together, toneOf, waitingIn } from './model'

/** Days before and after today that are asked of the account. */
const around = 14

/** The days kept on this phone, and those of the user who is signed in. */
export default function Days() {
  const user = me.value?.id
  const rows = useAccount(user)
  const records = together(presences.value ?? [], rows, user ?? '')
  const { count, locked } = waitingIn(records, user)
  return (
    <Page title={t('days.title')} back={{ href: '/', label: t('app.home') }} wide>
      {locked > 0 && <SignInToSend />}
      {count > locked && (
        <>
          <Notice tone="wait" icon={<Hourglass />} live>
            <p>{t('days.waiting', { count: count - locked })}</p>
          </Notice>
          <Button disabled={delivery.value === 'sending'} onPress={() => void sendNow()}>
            {t(delivery.value === 'sending' ? 'receipt.sending' : 'receipt.promised.try')}
          </Button>
        </>
      )}
      {presences.value && records.length === 0 && (
        <>
          <p>{t('days.empty')}</p>
          <LinkButton kind="primary" href="/scan" icon={<Viewfinder />}>
            {t('days.scan')}
          </LinkButton>
        </>
      )}
      {daysOf(records).map((day) => (
        <section key={day.on}>
          <h2>{formatDay(day.on, 'full')}</h2>
          <ul class="days-list">
            {day.presences.map((presence) => (
              <li key={presence.id}>
                <Item record={presence} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Page>
  )
}

/** What the user registered around today, with whatever device; nothing while the register does not answer. */
function useAccount(user: string | undefined): Row[] {
  const [rows, setRows] = useState<Row[]>([])
  useEffect(() => {
    setRows([])
    if (user === undefined) return
    let current = true
    const ask = async () => {
      const reply = await getRegistered('by_me', addDays(today(), -around), addDays(today(), around))
      if (current && reply.kind === 'ok') setRows(reply.value.presences)
    }
    void ask()
    return () => {
      current = false
    }
  }, [user])
  return rows
}

function Item({ record }: { record: PresenceRecord }) {
  const mark = markOf(record)
  return (
    <a class="days-item" href={`/days/${record.id}`}>
      <Mark tone={toneOf(mark)}>{pictogram(mark)}</Mark>
      <span class="days-text">
        <span class="days-word">{t(`days.${mark}`)}</span>
        {' ·\u00a0'}
        {formatTime(record.state === 'registered' ? record.recordedAt : record.capturedAt)}
        <br />
        {record.workplace?.name ?? <bdi class="code">{textOf(record.place)}</bdi>}
        {record.worker && (
          <>
            <br />
            {record.worker}
          </>
        )}
        {'receiptNumber' in record && record.receiptNumber && (
          <>
            <br />
            <bdi class="code">{groupReceiptNumber(record.receiptNumber)}</bdi>
          </>
        )}
      </span>
    </a>
  )
}

function pictogram(mark: Word) {
  if (mark === 'registered') return <Tick />
  if (mark === 'remarked') return <Attention />
  if (mark === 'refused') return <Cross />
  return mark === 'cancelled' ? <Undo /> : <Hourglass />
}
