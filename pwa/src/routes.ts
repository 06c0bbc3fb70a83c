/**
 * The addresses of the app and the page behind each. Home and scanning come
 * with the first script; every other page is fetched when it is wanted.
 */
import type { ComponentType } from 'preact'
import { loadDeskWords } from './i18n'
import Home from './journeys/home/page'
import type { PageProps } from './router'
import Scan from './journeys/scan/page'

/** The code of a page. */
export type Page = ComponentType<PageProps>

/** An address as the app understands it. */
export interface Route {
  /** Names the page; two addresses of one journey have the same. */
  journey: Journey
  /** What the page is given. */
  param: string
}

const table = [
  { pattern: /^\/(?:index\.html)?$/, journey: 'home' },
  { pattern: /^\/scan$/, journey: 'scan' },
  { pattern: /^\/type$/, journey: 'enter-code' },
  { pattern: /^\/p\/([^/]+)$/, journey: 'confirm' },
  { pattern: /^\/w\/([^/]+)$/, journey: 'confirm' },
  { pattern: /^\/help$/, journey: 'help' },
  { pattern: /^\/days$/, journey: 'days' },
  { pattern: /^\/days\/([^/]+)$/, journey: 'receipt' },
  { pattern: /^\/work$/, journey: 'work' },
  { pattern: /^\/crew$/, journey: 'crew' },
  { pattern: /^\/crew\/([^/]+)$/, journey: 'crew' },
  { pattern: /^\/gate\/([^/]+)$/, journey: 'gate-screen' },
  { pattern: /^\/settings$/, journey: 'settings' },
  { pattern: /^\/r$/, journey: 'verify' },
  { pattern: /^\/demo$/, journey: 'demo' },
  { pattern: /^\/in$/, journey: 'sign-in' },
  { pattern: /^\/(?:sign-up|found)$/, journey: 'sign-up' },
  { pattern: /^\/link$/, journey: 'link' },
  { pattern: /^\/portal$/, journey: 'portal' },
  { pattern: /^\/users$/, journey: 'users' },
  { pattern: /^\/me$/, journey: 'account' },
  { pattern: /^\/me\/recovery$/, journey: 'recovery-codes' },
  { pattern: /^\/hooks$/, journey: 'hooks' },
  { pattern: /^\/places$/, journey: 'workplaces' },
  { pattern: /^\/places\/new$/, journey: 'workplace-form' },
  { pattern: /^\/places\/import$/, journey: 'workplace-import' },
  { pattern: /^\/places\/([^/]+)$/, journey: 'workplace' },
  { pattern: /^\/places\/([^/]+)\/edit$/, journey: 'workplace-form' },
  { pattern: /^\/places\/([^/]+)\/test$/, journey: 'poster-test' },
  { pattern: /^\/places\/([^/]+\/[^/]+)\/print$/, journey: 'poster-print' },
  { pattern: /^\/board\/([^/]+)$/, journey: 'board' },
  { pattern: /^\/board\/([^/]+)\/seen$/, journey: 'sightings' },
  { pattern: /^\/board\/([^/]+)\/evacuation$/, journey: 'evacuation' },
  { pattern: /^\/presences$/, journey: 'presences' },
] as const satisfies { pattern: RegExp; journey: string }[]

/** The journeys that have a page, by the names of their folders. */
export type Journey = (typeof table)[number]['journey'] | 'nowhere'

/** The route of a path; one that the app does not know leads to a page that says so. */
export function routeOf(path: string): Route {
  const plain = path.length > 1 ? path.replace(/\/$/, '') : path
  for (const { pattern, journey } of table) {
    const found = pattern.exec(plain)
    if (found) return { journey, param: readable(found[1] ?? '') }
  }
  return { journey: 'nowhere', param: '' }
}

function readable(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

const here = new Map<Journey, Page>([
  ['home', Home],
  ['scan', Scan],
])

const elsewhere = import.meta.glob<{ default: Page }>([
  './journeys/*/page.tsx',
  '!./journeys/home/page.tsx',
  '!./journeys/scan/page.tsx',
])

/** Pages of a worker's morning; they come without the words of a desk. */
const early: Journey[] = ['confirm', 'receipt', 'enter-code']

/** The code of a page if it is here already. */
export function pageHere(journey: Journey): Page | undefined {
  return here.get(journey)
}

/** Fetches the code of a page, and its words. It rejects when the network is gone and nothing is kept. */
export async function fetchPage(journey: Journey): Promise<Page> {
  const load = elsewhere[`./journeys/${journey}/page.tsx`]
  const [code] = await Promise.all([load?.(), early.includes(journey) ? undefined : loadDeskWords()])
  const page = code?.default ?? Home
  here.set(journey, page)
  return page
}
