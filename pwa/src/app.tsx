/**
 * The frame around every page: it shows the page of the address, moves the
 * focus to its heading, and offers a new version when nothing is disturbed.
 */
import { useEffect, useState } from 'preact/hooks'
import { t } from './i18n'
import { path } from './router'
import { fetchPage, type Page, pageHere, routeOf } from './routes'
import { Bar } from './ui/bar'
import { update, updateReady } from './update'

/** Journeys in which a new version would disturb. */
const busy = ['scan', 'type', 'confirm']

/** The whole app. */
export function App() {
  const route = routeOf(path.value)
  const page = useFetched(route.journey)
  useEffect(() => {
    if (page) focusHeading()
  }, [path.value, page])
  const Shown = page
  return (
    <>
      {Shown ? <Shown key={path.value} param={route.param} /> : <div class="starting" />}
      {updateReady.value && !busy.includes(route.journey) && (
        <Bar text={t('app.update.text')} action={t('app.update.action')} onPress={update} />
      )}
    </>
  )
}

/** The page's code as soon as it is here. */
function useFetched(journey: string): Page | undefined {
  const [, redraw] = useState(0)
  const page = pageHere(journey)
  useEffect(() => {
    if (page) return
    fetchPage(journey).then(
      () => redraw((n) => n + 1),
      // The page belongs to an older version that the server no longer has.
      () => location.reload(),
    )
  }, [journey, page])
  return page
}

let first = true

function focusHeading(): void {
  // The browser has put the focus itself when the app was opened.
  if (!first) document.querySelector<HTMLElement>('h1')?.focus()
  first = false
}
