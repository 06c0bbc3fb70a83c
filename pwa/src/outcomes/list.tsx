/**
 * The list of what became of each person: name, colour, word, and the receipt
 * number or what can be done.
 */
import './list.css'
import { useEffect, useRef } from 'preact/hooks'
import { today } from '../api/clock'
import { me } from '../api/session'
import { formatDay, t } from '../i18n'
import { groupReceiptNumber } from '../numbers/receipt-groups'
import { delivery, presences } from '../offline/queue'
import { directionOf, type PresenceRecord, wantsSignIn } from '../offline/presence-record'
import { wordsOf } from '../refusal/words'
import { navigate, path } from '../router'
import { LinkButton } from '../ui/button'
import { feel } from '../ui/feedback'
import { Attention, Cross, Hourglass, Key, Tick, Undo } from '../ui/icons'
import { Mark } from '../ui/mark'
import { Notice } from '../ui/notice'
import { Page } from '../ui/page'
import { Said } from './direction'
import { newsOf, type Outcome, outcomeOf, toneOf } from './model'

/** What became of each, in the order given; news among them is felt. */
export function Outcomes({ of }: { of: PresenceRecord[] }) {
  const around = { user: me.value?.id, sending: delivery.value === 'sending' }
  const outcomes = new Map(of.map((record) => [record.id, outcomeOf(record, around)]))
  useNews(outcomes)
  return (
    <>
      {[...outcomes.values()].includes('locked') && <SignInToSend />}
      <ul class="outcomes">
        {of.map((record) => (
          <li key={record.id}>
            <Line record={record} outcome={outcomes.get(record.id) ?? 'promised'} />
          </li>
        ))}
      </ul>
    </>
  )
}

/** Says that promises wait for their user, and leads to signing in. */
export function SignInToSend() {
  return (
    <>
      <Notice tone="wait" icon={<Key />} title={t('crew.locked')} live>
        <p>{t('crew.locked.text')}</p>
      </Notice>
      <LinkButton href={`/in?to=${path.value}`} icon={<Key />}>
        {t('signin.title')}
      </LinkButton>
    </>
  )
}

/**
 * In place of a page that needs a user: straight to signing in, unless
 * promises were made meanwhile, of which the person should know.
 */
export function SignedOut() {
  const waiting = presences.value?.some((record) => wantsSignIn(record, undefined))
  useEffect(() => {
    if (waiting === false) navigate(`/in?to=${path.value}`, 'replace')
  }, [waiting])
  return <Page title={t('signin.title')}>{waiting && <SignInToSend />}</Page>
}

function Line({ record, outcome }: { record: PresenceRecord; outcome: Outcome }) {
  return (
    <a class="outcome" href={`/days/${record.id}`}>
      <Mark tone={toneOf(outcome)}>{pictogram(outcome)}</Mark>
      <span class="outcome-text">
        <bdi class="outcome-name">{record.worker ?? t('confirm.person')}</bdi>
        {record.on !== today() && (
          <>
            <br />
            {formatDay(record.on, 'short')}
          </>
        )}
        <br />
        <Said record={record} />
        {wordOf(record, outcome)}
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

function wordOf(record: PresenceRecord, outcome: Outcome): string {
  if (record.state === 'refused') {
    const { title, who } = wordsOf(record.code)
    return `${title}. ${who}`
  }
  const direction = directionOf(record)
  if (outcome === 'already' && direction !== 'day') return t(`receipt.already_${direction}`)
  if (outcome === 'already' || outcome === 'sending') return t(`receipt.${outcome}`)
  return outcome === 'locked' ? t('crew.locked') : t(`days.${outcome}`)
}

function pictogram(outcome: Outcome) {
  if (outcome === 'registered') return <Tick />
  if (outcome === 'already' || outcome === 'remarked') return <Attention />
  if (outcome === 'refused') return <Cross />
  if (outcome === 'locked') return <Key />
  return outcome === 'cancelled' ? <Undo /> : <Hourglass />
}

/** An answer that arrives while one looks is felt; one that was there already is not. */
function useNews(now: Map<string, Outcome>): void {
  const before = useRef(now)
  useEffect(() => {
    const news = newsOf(before.current, now)
    before.current = now
    if (news) feel(news)
  })
}
