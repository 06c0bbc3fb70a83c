import './page.css'
import './calendar.css'
import { now, today } from '../../api/clock'
import { me } from '../../api/session'
import { formatDay, formatTime, t } from '../../i18n'
import { isDay } from '../../numbers'
import { groupReceiptNumber } from '../../numbers/receipt-groups'
import { textOf } from '../../offline/draft'
import { divide } from '../../offline/holder'
import { holderOf, remembered } from '../../offline/limosa'
import { delivery, presences, sendNow } from '../../offline/queue'
import type { PresenceRecord } from '../../offline/presence-record'
import { said } from '../../outcomes/direction'
import { SignInToSend } from '../../outcomes/list'
import { Trouble } from '../../refusal/trouble'
import { query, refine } from '../../router'
import { Button, LinkButton } from '../../ui/button'
import { Choice } from '../../ui/choice'
import { Hourglass, Viewfinder } from '../../ui/icons'
import { Mark } from '../../ui/mark'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { type Account, useAccount } from './account'
import { Calendar } from './calendar'
import { countRegistered, type Day, daysOf, inOrderIn, markOf, marksOf, recordsOf, shownIn, together, toneOf, waitingIn } from './model'
import { isMonth, monthOf } from './month'
import { Paper } from './paper'
import { pictogram } from './pictogram'
import { Shifts } from './shifts'

/** The days kept on this phone, and those of the user who is signed in: a month at a time, one's own and those of others apart. */
export default function Days() {
  const user = me.value
  const { month, day, of } = asked()
  const account = useAccount(user?.id, month)
  const records = together(presences.value ?? [], account.rows, user?.id ?? '')
  const { own, others } = divide(records, { user, limosa: holderOf(remembered.value) })
  const whose = of ?? (own.length === 0 && others.length > 0 ? 'others' : 'mine')
  return (
    <Page title={t('days.title')} back={{ href: '/', label: t('app.home') }}>
      <Waiting records={records} user={user?.id} />
      {presences.value && records.length === 0 && !user ? (
        <>
          <p>{t('days.empty')}</p>
          <LinkButton kind="primary" href="/scan" icon={<Viewfinder />}>
            {t('days.scan')}
          </LinkButton>
        </>
      ) : (
        <>
          {others.length > 0 && <Whose chosen={whose} ofCrew={user !== undefined} />}
          <Month month={month} chosen={day} days={daysOf(whose === 'mine' ? own : others, now())} trouble={account.trouble} />
        </>
      )}
    </Page>
  )
}

/** What the address asks for; without, the month of today. */
function asked(): { month: string; day: string; of: 'mine' | 'others' | undefined } {
  const wanted = new URLSearchParams(query.value)
  const month = wanted.get('month') ?? ''
  const of = wanted.get('of')
  return { month: isMonth(month) ? month : monthOf(today()), day: wanted.get('day') ?? '', of: of === 'mine' || of === 'others' ? of : undefined }
}

/** Whether the days are one's own or those of others who were registered with this phone, or by this user. */
function Whose({ chosen, ofCrew }: { chosen: 'mine' | 'others'; ofCrew: boolean }) {
  return (
    <Choice
      label={t('days.whose')}
      options={[
        { value: 'mine', name: t('days.mine') },
        { value: 'others', name: t(ofCrew ? 'crew.mine' : 'days.others') },
      ]}
      chosen={[chosen]}
      onChange={([of = 'mine']) => refine({ of })}
    />
  )
}

/** A month: its grid, its totals, and the lines of all its days or of the chosen one. */
function Month({ month, chosen, days, trouble }: { month: string; chosen: string; days: Day[]; trouble: Account['trouble'] }) {
  const shown = shownIn(days, month)
  const wanted = monthOf(chosen) === month && isDay(chosen) ? chosen : undefined
  const lines = shown.month.filter(({ on }) => !wanted || on === wanted)
  return (
    <>
      <Calendar month={month} chosen={chosen} marks={marksOf(shown.month)} />
      <p role="status">{shown.month.length === 0 ? t('days.month.empty') : t('days.month.total', { count: countRegistered(shown.month) })}</p>
      {trouble?.kind === 'unreachable' && (
        <Notice tone="wait">
          <p>{t('days.month.partly')}</p>
        </Notice>
      )}
      {trouble?.kind === 'problem' && <Trouble reply={trouble} />}
      {[...shown.waiting, ...lines].map((day) => (
        <Lines key={day.on} day={day} />
      ))}
      {wanted && lines.length === 0 && (
        <section>
          <h2>{formatDay(wanted, 'full')}</h2>
          <p>{t('days.month.empty_day')}</p>
        </section>
      )}
      {shown.month.length > 0 && <Paper key={month} month={month} registered={inOrderIn(shown.month)} />}
    </>
  )
}

/** How many wait to be sent, and what can be done about it. */
function Waiting({ records, user }: { records: PresenceRecord[]; user: string | undefined }) {
  const { count, locked } = waitingIn(records, user)
  return (
    <>
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
    </>
  )
}

function Lines({ day }: { day: Day }) {
  return (
    <section>
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
  )
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
