import './page.css'
import type { ComponentChildren, ComponentType } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { me } from '../../api/session'
import { PhotoButton } from '../../camera/photo-button'
import { Viewfinder } from '../../camera/viewfinder'
import { t } from '../../i18n'
import { begin, currentLimosa, draft, forUser } from '../../offline/draft'
import { remembered } from '../../offline/limosa'
import { askPoster } from '../../offline/posters'
import { navigate } from '../../router'
import { LinkButton } from '../../ui/button'
import { feel } from '../../ui/feedback'
import { Document, Keyboard, Person, Poster, Tick } from '../../ui/icons'
import { Page } from '../../ui/page'
import { destination, type Event, take, wanted } from './model'

/** The ticks are seen for this long before the next page, in milliseconds. */
const pause = 350

/** Nothing was found for this long: the L1 is shown as a drawing, in milliseconds. */
const showAfter = 6_000

/** One continuous scan: poster and L1 in either order, then on to confirming. */
export default function Scan() {
  const wants = wanted(draft.value, remembered.value, me.value)
  const [word, hear] = useReading(destination(draft.value, remembered.value, me.value))
  return (
    <Page title={t('scan.title')} back={{ href: '/', label: t('app.home') }}>
      <ul class="scan-slots">
        <Slot icon={<Poster />} name={t('scan.poster')} read={!!draft.value.place} next={wants === 'poster'} />
        {forUser(draft.value, me.value) ? (
          <Slot icon={<Person />} name={me.value.name} read next={false} />
        ) : (
          <Slot icon={<Document />} name={t('scan.limosa')} read={!!currentLimosa()} next={wants === 'limosa'} />
        )}
      </ul>
      <p class="scan-next" role="status">
        {word ?? (wants === 'nothing' ? '' : t(`scan.next.${wants}`))}
      </p>
      <Viewfinder onText={hear} />
      {wants !== 'nothing' && wants !== 'poster' && <L1Help key={wants} />}
      <div class="actions scan-other">
        <PhotoButton onTexts={(texts) => texts.forEach(hear)} />
        <LinkButton href="/type" icon={<Keyboard />}>
          {t('scan.type')}
        </LinkButton>
      </div>
    </Page>
  )
}

/** What an L1 looks like, once nothing was found for a while; the way to help at once. */
function L1Help() {
  const [Drawing, setDrawing] = useState<ComponentType<{ label: string }>>()
  useEffect(() => {
    // The first script is short without it; whoever scans at once never needs it.
    const show = () => void import('../../ui/l1-drawing').then((code) => setDrawing(() => code.L1Drawing), () => undefined)
    const timer = setTimeout(show, showAfter)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div class={Drawing ? 'scan-l1 scan-l1-shown' : 'scan-l1'}>
      {Drawing && (
        <>
          <Drawing label={t('help.drawing')} />
          <p role="status">{t('help.where')}</p>
        </>
      )}
      <a class="link-line" href="/help">
        {t('scan.none')}
      </a>
    </div>
  )
}

/** Hears texts, says what they were, and goes on when all is read. */
function useReading(go: string | undefined): [string | undefined, (text: string) => void] {
  const [word, say] = useState<string>()
  const silent = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => {
    if (!go) return
    const timer = setTimeout(() => navigate(go, 'replace'), pause)
    return () => clearTimeout(timer)
  }, [go])
  useEffect(() => () => clearTimeout(silent.current), [])
  const hear = (text: string) => {
    const taken = take(draft.value, text)
    if (taken.event === 'repeat') return
    begin(taken.draft)
    const read = taken.event === 'poster' || taken.event === 'limosa'
    if (read) feel('read')
    const { place } = taken.draft
    if (taken.event === 'poster' && place && 'poster' in place) void askPoster(place.poster)
    say(wordOf(taken.event))
    clearTimeout(silent.current)
    silent.current = setTimeout(() => say(undefined), read ? 1200 : 3000)
  }
  return [word, hear]
}

function wordOf(event: Exclude<Event, 'repeat'>): string {
  if (event === 'poster' || event === 'limosa') return t(`scan.read.${event}`)
  return t(`scan.${event}`)
}

function Slot(props: { icon: ComponentChildren; name: string; read: boolean; next: boolean }) {
  const look = props.read ? 'scan-slot scan-slot-read' : props.next ? 'scan-slot scan-slot-next' : 'scan-slot'
  return (
    <li class={look}>
      {props.read ? <Tick /> : props.icon}
      <span>
        {props.name}
        {props.read && <span class="unseen"> {t('scan.done')}</span>}
      </span>
    </li>
  )
}
