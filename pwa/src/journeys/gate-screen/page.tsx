import './page.css'
import { useEffect, useState } from 'preact/hooks'
import { now } from '../../api/clock'
import { language, showLanguage, t, usualLanguages } from '../../i18n'
import { type GateLink, gateLinkOf, step as gateStep, secondsLeft, shownAt } from '../../numbers/gate-screen'
import { usePoster } from '../../offline/use-poster'
import type { PageProps } from '../../router'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { Qr } from '../../ui/qr'

/** Each language is on screen for so long, in milliseconds. */
const turn = 6_000

/** A screen at the gate: the poster, with a code that changes, so that a photo of it is soon worth nothing. */
export default function GateScreen({ param }: PageProps) {
  const [link] = useState(() => gateLinkOf(param, location.hash))
  if (!link) {
    return (
      <Page title={t('gate.title')} back={{ href: '/', label: t('app.home') }}>
        <Notice tone="bad" title={t('gate.broken.title')}>
          <p>{t('gate.broken.text')}</p>
        </Notice>
      </Page>
    )
  }
  return <Screen link={link} />
}

function Screen({ link }: { link: GateLink }) {
  const known = usePoster(link.poster)
  const poster = known?.reply?.kind === 'ok' ? known.reply.value : known?.seen
  const shown = useShown(link)
  useTurns()
  useAwake()
  if (poster?.revoked) {
    return (
      <Page title={t('gate.title')}>
        <Notice tone="bad" title={t('places.print.revoked')} live>
          <p>{t('places.test.revoked.text')}</p>
        </Notice>
      </Page>
    )
  }
  return (
    <main class="gate-screen">
      <h1>{t('poster.title')}</h1>
      <div class="gate-screen-code">
        {shown && <Qr text={shown.text} label={t('gate.code')} />}
        <progress max={1} value={shown ? shown.left : 0} aria-label={t('gate.left')} />
      </div>
      <ol>
        <li>{t('poster.step.poster')}</li>
        <li>{t('poster.step.limosa')}</li>
        <li>{t('poster.step.receipt')}</li>
      </ol>
      <p class="gate-screen-place">
        <strong>{poster?.workplace.name}</strong>
        {poster?.gate && ` · ${poster.gate}`}
      </p>
    </main>
  )
}

/** What is shown now, and how much of its time is left, from 1 to 0. */
function useShown(link: GateLink): { text: string; left: number } | undefined {
  const [shown, setShown] = useState<{ text: string; left: number }>()
  useEffect(() => {
    let current = true
    const show = async () => {
      const at = now()
      const text = await shownAt(location.origin, link, at)
      if (current) setShown({ text, left: secondsLeft(at) / gateStep })
    }
    void show()
    const timer = setInterval(() => void show(), 1_000)
    return () => {
      current = false
      clearInterval(timer)
    }
  }, [link])
  return shown
}

/** Languages take turns; the one of this device comes back when one leaves. */
function useTurns(): void {
  useEffect(() => {
    const own = language.value
    const all = usualLanguages(own)
    let next = all.indexOf(own)
    const timer = setInterval(() => {
      next = (next + 1) % all.length
      void showLanguage(all[next] ?? own)
    }, turn)
    return () => {
      clearInterval(timer)
      void showLanguage(own)
    }
  }, [])
}

/** Keeps the screen on while it is looked at, where the browser can. */
function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined
    const ask = async () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
      lock = await navigator.wakeLock.request('screen').catch(() => undefined)
    }
    void ask()
    document.addEventListener('visibilitychange', ask)
    return () => {
      document.removeEventListener('visibilitychange', ask)
      void lock?.release()
    }
  }, [])
}
