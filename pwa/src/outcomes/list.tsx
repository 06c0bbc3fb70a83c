/**
 * The list of what became of each person: name, colour, word, and the receipt
 * number or what can be done.
 */
import './list.css'
import { useEffect, useRef } from 'preact/hooks'
import { today } from '../api/clock'
import { me } from '../api/session'
import { formatDay, t } from '../i18n'
import { groupReceiptNumber } from '../numbers'
import { delivery, presences } from '../offline/queue'
import { type PresenceRecord, wantsSignIn } from '../offline/presence-record'
import { wordsOf } from '../refusal/words'
import { navigate, path } from '../router'
import { LinkButton } from '../ui/button'
import { feel } from '../ui/feedback'
import { Attention, Cross, Hourglass, Key, Tick, Undo } from '../ui/icons'
import { Mark } from '../ui/mark'
import { Notice } from '../ui/notice'
import { Page } from '../ui/page'
import { newsOf, type Outcome, outcomeOf, toneOf } from './model'

/** What became of each, in the order given; news among them is felt. */
export function Outcomes({ of }: { of: PresenceRecord[] }) {
  const around = { user: me.value?.id, sending: delivery.value === 'sending' }
  const outcomes = new Map(of.map((kept) => [kept.id, outcomeOf(kept, around)]))
  useNews(outcomes)
  return (
    <>
      {[...outcomes.values()].includes('locked') && <SignInToSend />}
      <ul class="outcomes">
        {of.map((kept) => (
          <li key={kept.id}>
            <Line kept={kept} outcome={outcomes.get(kept.id) ?? 'promised'} />
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
  const waiting = presences.value?.some((kept) => wantsSignIn(kept, undefined))
  useEffect(() => {
    if (waiting === false) navigate(`/in?to=${path.value}`, 'replace')
  }, [waiting])
  return <Page title={t('signin.title')}>{waiting && <SignInToSend />}</Page>
}

function Line({ kept, outcome }: { kept: PresenceRecord; outcome: Outcome }) {
  return (
    <a class="outcome" href={`/days/${kept.id}`}>
      <Mark tone={toneOf(outcome)}>{pictogram(outcome)}</Mark>
      <span class="outcome-text">
        <bdi class="outcome-name">{kept.worker ?? t('confirm.person')}</bdi>
        {kept.on !== today() && (
          <>
            <br />
            {formatDay(kept.on, 'short')}
          </>
        )}
        <br />
        {wordOf(kept, outcome)}
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

function wordOf(kept: PresenceRecord, outcome: Outcome): string {
  if (kept.state === 'refused') {
    const { title, who } = wordsOf(kept.code)
    return `${title}. ${who}`
  }
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
