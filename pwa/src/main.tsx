/**
 * Starts the app: the language first, because every word depends on it, then
 * the page, then what can wait.
 */
import './ui/base.css'
import './ui/large-text.css'
import { render } from 'preact'
import { recall } from './api/memory'
import { App } from './app'
import { keepOffer } from './install/offer'
import { follow, listen } from './router'
import { loadLanguage } from './i18n'
import { startKeeping } from './offline/queue'
import { recallLimosa } from './offline/limosa'
import { eraseOnLeaving } from './offline/evacuation-lists'
import { watchForUpdates } from './update'

/** The first visit needs its network for the page itself, in milliseconds. */
const calm = 3_000

/** Addresses with which nothing can be wrong: those of most visits, which need no look at the others. */
const usual = /^\/[a-z]*(?:\/[\w-]+)*(?:\?[\w=&-]*)?(?:#[\w.~-]*[\w-])?$/

async function start(): Promise<void> {
  if (!usual.test(location.pathname + location.search + location.hash)) {
    await import('./arrival').then((code) => code.mendAddress(), () => undefined)
    follow()
  }
  void startKeeping()
  void recallLimosa()
  eraseOnLeaving()
  keepOffer()
  await loadLanguage()
  listen()
  const root = document.getElementById('app')
  if (root) {
    root.replaceChildren()
    render(<App />, root)
  }
  setTimeout(() => void whatCanWait(), calm)
}

async function whatCanWait(): Promise<void> {
  await watchForUpdates()
  if (recall('ciaw.push') !== undefined) await (await import('./api/notices')).watchSubscription()
}

void start()
