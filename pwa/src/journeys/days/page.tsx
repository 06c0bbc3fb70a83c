import './page.css'
import { useEffect, useState } from 'preact/hooks'
import { now, today } from '../../api/clock'
import { me } from '../../api/session'
import { getRegistered, type Row } from '../../api/work'
import { formatDay, formatTime, t } from '../../i18n'
import { addDays } from '../../numbers'
import { groupReceiptNumber } from '../../numbers/receipt-groups'
import { textOf } from '../../offline/draft'
import { delivery, presences, sendNow } from '../../offline/queue'
import type { PresenceRecord } from '../../offline/presence-record'
import { said } from '../../outcomes/direction'
import { SignInToSend } from '../../outcomes/list'
import { Button, LinkButton } from '../../ui/button'
import { Hourglass, Viewfinder } from '../../ui/icons'
import { Mark } from '../../ui/mark'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { pictogram } from './pictogram'
import { Shifts } from './shifts'
import { daysOf, markOf, recordsOf, together, toneOf, waitingIn } from './model'

/** Days before and after today that are asked of the account. */
const around = 14

/** The days kept on this phone, and those of the user who is signed in. */
export default function Days() {
  const user = me.value?.id
  const rows = useAccount(user)
  const records = together(presences.value ?? [], rows, user ?? '')
  const { count, locked } = waitingIn(records, user)
  return (
    <Page title={t('days.title')} back={{ href: '/', label: t('app.home') }}>
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
      {daysOf(records, now()).map((day) => (
        <section key={day.on}>
          <h2>{formatDay(day.on, 'full')}</h2>
          <ul class="days-list">
            {day.entries.map((entry) =>
              entry.kind === 'one' ? (
                <li key={entry.record.id}>
                  <Item record={entry.record} />
                </li>
              ) : (
                <li key={recordsOf(entry.shifts)[0]?.id}>
                  <Shifts shifts={entry.shifts} />
                </li>
              ),
            )}
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
        {said(record) || formatTime(record.state === 'registered' ? record.recordedAt : record.capturedAt)}
        <br />
        {record.workplace?.name ?? <bdi class="code">{textOf(record.place)}</bdi>}
        {record.worker && (
          <>
            <br />
            <bdi>{record.worker}</bdi>
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
