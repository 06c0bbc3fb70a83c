import './page.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import { today } from '../../api/clock'
import { may, me } from '../../api/session'
import { t } from '../../i18n'
import { addressOf, begin, textOf } from '../../offline/draft'
import { lastTap } from '../../offline/last-tap'
import { remembered } from '../../offline/limosa'
import { Invitation } from '../../install/invitation'
import { adopt, delivery, presences, refresh, sendNow } from '../../offline/queue'
import { type PresenceRecord, wantsSignIn } from '../../offline/presence-record'
import { navigate, type PageProps } from '../../router'
import { SignInToSend } from '../../outcomes/list'
import { Button, LinkButton } from '../../ui/button'
import { feel } from '../../ui/feedback'
import { Hourglass, Person, Tick, Undo } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { Facts } from './facts'
import { Keep } from './keep'
import { canRepeat, canUndo, draftAgain, eventOf, type Verdict, verdictOf } from './model'
import { Remedy } from './remedy'
import { Tomorrow } from './tomorrow'
import { Undoing } from './undoing'
import { Answer } from './answer'

/** What waits for its authority is asked after while one looks at it, in milliseconds. */
const every = 5_000

/** One presence of this phone: its receipt, or how far it is from one. */
export default function ReceiptPage({ param }: PageProps) {
  const record = presences.value?.find((presence) => presence.id === param)
  const asking = useAdoption(param, presences.value !== undefined && !record)
  const back = { href: '/days', label: t('days.title') }
  if (!presences.value || asking) return <Page title={t('receipt.title')} back={back}>{null}</Page>
  if (!record) {
    return (
      <Page title={t('receipt.absent.title')} back={back}>
        <Notice>
          <p>{t('receipt.absent.text')}</p>
        </Notice>
      </Page>
    )
  }
  return <Presence record={record} />
}

/** Takes a presence over that the user registered with another device; true while the register is asked. */
function useAdoption(id: string, wanted: boolean): boolean {
  const [asked, setAsked] = useState(false)
  const user = me.value?.id
  useEffect(() => {
    if (wanted && user !== undefined) void adopt(id).finally(() => setAsked(true))
  }, [id, wanted, user])
  return wanted && user !== undefined && !asked
}

function Presence({ record }: { record: PresenceRecord }) {
  const verdict = verdictOf(record, delivery.value === 'sending')
  const [undoing, setUndoing] = useState(false)
  useFeeling(verdict)
  useEffect(() => {
    if (record.state === 'registered' || record.state === 'queued') void refresh(record.id)
    if (record.state !== 'queued') return
    const timer = setInterval(() => document.visibilityState === 'visible' && void refresh(record.id), every)
    return () => clearInterval(timer)
  }, [record.id, record.state === 'queued'])
  const title = record.state === 'refused' ? 'receipt.refused' : record.state === 'registered' ? 'receipt.title' : 'receipt.title.promised'
  return (
    <Page title={t(title)} back={{ href: '/', label: t('app.home') }}>
      <Answer record={record} verdict={verdict} />
      {undoing && canUndo(record, today()) ? (
        <Undoing id={record.id} onClose={() => setUndoing(false)} />
      ) : (
        <>
          {canUndo(record, today()) && (
            <div class="receipt-undo">
              <Button icon={<Undo />} onPress={() => setUndoing(true)}>
                {t('receipt.undo')}
              </Button>
            </div>
          )}
          {canUndo(record, today()) && <Tomorrow id={record.id} />}
          <Keep record={record} />
          <Facts record={record} />
          {record.state === 'registered' && <Invitation id={record.id} receipts={receipts()} />}
          <Actions record={record} />
        </>
      )}
    </Page>
  )
}

function Actions({ record }: { record: PresenceRecord }) {
  const locked = wantsSignIn(record, me.value?.id)
  const colleague = () => {
    if (record.by !== undefined && may('register')) return navigate(`/crew/${textOf(record.place)}`)
    begin({ place: record.place, another: true })
    navigate('/scan')
  }
  return (
    <>
      {record.state === 'registered' && (
        <Button icon={<Person />} onPress={colleague}>
          {t('receipt.colleague')}
        </Button>
      )}
      <div class={record.state === 'registered' ? 'receipt-end' : 'actions'}>
        {locked && <SignInToSend />}
        {record.state === 'promised' && !locked && (
          <Button kind="primary" icon={<Hourglass />} disabled={delivery.value === 'sending'} onPress={() => void sendNow()}>
            {t(delivery.value === 'sending' ? 'receipt.sending' : 'receipt.promised.try')}
          </Button>
        )}
        {record.state === 'queued' && (
          <Button kind="primary" icon={<Hourglass />} onPress={() => void refresh(record.id)}>
            {t('receipt.queued.try')}
          </Button>
        )}
        {record.state === 'refused' && <Remedy record={record} />}
        {canRepeat(record, today()) && (
          <Button kind="primary" icon={<Tick />} onPress={() => repeat(record)}>
            {t('receipt.again')}
          </Button>
        )}
        {(record.state === 'registered' || record.state === 'cancelled') && (
          <LinkButton kind={canRepeat(record, today()) ? 'plain' : 'primary'} href="/">
            {t('receipt.done')}
          </LinkButton>
        )}
      </div>
    </>
  )
}

/** How many receipts this phone keeps. */
function receipts(): number {
  return presences.value?.filter(({ state }) => state === 'registered').length ?? 0
}

/** Back to confirming, with the same place and person; a crew’s are chosen among the crew. */
function repeat(record: PresenceRecord): void {
  if (record.by !== undefined && record.worker !== me.value?.name) return navigate(`/crew/${textOf(record.place)}`)
  begin(draftAgain(record, lastTap.value, remembered.value))
  navigate(addressOf(record.place))
}

/** A verdict that arrives while one looks is felt; one that was there already is not. */
function useFeeling(verdict: Verdict): void {
  const before = useRef<Verdict>(verdict)
  useEffect(() => {
    if (before.current === verdict) return
    before.current = verdict
    const event = eventOf(verdict)
    if (event) feel(event)
  }, [verdict])
}
