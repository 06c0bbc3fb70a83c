/**
 * The frame around every page: it shows the page of the address, moves the
 * focus to its heading, and offers a new version when nothing is disturbed.
 */
import type { ComponentChild } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { whenAgain } from './api/again'
import { loadDeskWords, t } from './i18n'
import { LanguageSwitch } from './language/switch'
import { path } from './router'
import { wordsOf } from './refusal/words'
import { fetchPage, type Journey, type Page as PageCode, pageHere, routeOf } from './routes'
import { Bar } from './ui/bar'
import { Button } from './ui/button'
import { Notice } from './ui/notice'
import { HeadEnd, Page } from './ui/page'
import { update, updateReady } from './update'

/** Journeys in which a new version would disturb. */
const busy: Journey[] = ['scan', 'enter-code', 'confirm', 'crew', 'work', 'gate-screen', 'sightings', 'evacuation']

/** The whole app. */
export function App() {
  const route = routeOf(path.value)
  const page = useFetched(route.journey)
  useEffect(() => {
    if (page) focusHeading()
  }, [path.value, page])
  const Shown = page
  const asked = useAgain()
  return (
    <HeadEnd.Provider value={<LanguageSwitch />}>
      {Shown ? <Shown key={path.value} param={route.param} /> : <Starting />}
      {asked}
      {updateReady.value && !busy.includes(route.journey) && (
        <Bar text={t('app.update.text')} action={t('app.update.action')} onPress={update} />
      )}
    </HeadEnd.Provider>
  )
}

/** As in index.html, until the page’s code is here. */
function Starting() {
  return (
    <div class="starting" aria-busy="true">
      ciaw
      <span class="starting-turning" />
    </div>
  )
}

/** What asks the user to say again who they are, while they are asked. */
function useAgain(): ComponentChild {
  const [asked, setAsked] = useState<ComponentChild>()
  useEffect(
    () =>
      whenAgain(async () => {
        const [{ Again }] = await Promise.all([import('./again/again'), loadDeskWords()])
        const said = await new Promise<boolean>((resolve) => setAsked(<Again onSaid={resolve} />))
        setAsked(undefined)
        return said
      }),
    [],
  )
  return asked
}

/** Where each journey leads: fetched beforehand, so that the network may go meanwhile. */
const next: Partial<Record<Journey, Journey[]>> = { home: ['confirm'], scan: ['confirm', 'receipt'], 'enter-code': ['confirm'], confirm: ['receipt'], work: ['crew', 'receipt'] }

/** The page's code as soon as it is here; without network and nothing kept, a page that says so. */
function useFetched(journey: Journey): PageCode | undefined {
  const [, redraw] = useState(0)
  const [missing, setMissing] = useState('')
  const page = pageHere(journey)
  useEffect(() => {
    if (page) for (const coming of next[journey] ?? []) void fetchPage(coming).catch(() => undefined)
    else fetchPage(journey).then(() => redraw((n) => n + 1), () => setMissing(journey))
  }, [journey, page])
  return page ?? (missing === journey ? Missing : undefined)
}

/** Starting anew helps in both cases: no network, or a version that the server no longer has. */
function Missing() {
  const { title, who, action } = wordsOf('unreachable')
  return (
    <Page title={title} back={{ href: '/', label: t('app.home') }}>
      <Notice tone="wait" live>
        <p>{who}</p>
      </Notice>
      <div class="actions">
        <Button kind="primary" onPress={() => location.reload()}>
          {action}
        </Button>
      </div>
    </Page>
  )
}

let first = true

function focusHeading(): void {
  // The browser has put the focus itself when the app was opened.
  if (!first) document.querySelector<HTMLElement>('h1')?.focus()
  first = false
}
