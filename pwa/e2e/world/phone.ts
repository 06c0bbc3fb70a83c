/** Phones: real browsers whose camera plays a film. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { type Scene, writeFilm } from './film'
import { Witness } from './witness'
import { type Say, wordsIn } from './words'

/** How a phone is set up. */
export interface Setup {
  origin: string
  /** What its camera sees. Without a film its camera is refused. */
  film?: Scene[]
  /** What it keeps from an earlier visit: the folder of a phone before. */
  memory?: string
  language?: string
  dark?: boolean
  size?: { width: number; height: number }
  /** How large its owner has set letters, in percent of what is usual. */
  letters?: number
  /** What the browser says it is; by default, itself. */
  userAgent?: string
  /** Without a service worker every request passes through the page. */
  serviceWorker?: boolean
}

/** A phone with the app's page in front. */
export interface Phone {
  page: Page
  context: BrowserContext
  say: Say
  witness: Witness
  /** What the phone keeps when it is switched off. */
  memory: string
  /** Switches it off; what it keeps stays until `forget`. */
  off(): Promise<void>
  forget(): void
}

const steady = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
]

/** Switches a phone on. */
export async function switchOn(setup: Setup): Promise<Phone> {
  const memory = setup.memory ?? mkdtempSync(join(tmpdir(), 'ciaw-phone-'))
  const language = setup.language ?? 'en'
  const context = await chromium.launchPersistentContext(join(memory, 'profile'), {
    executablePath: process.env.CIAW_CHROMIUM ?? '/usr/bin/chromium',
    args: [...steady, ...camera(memory, setup.film), `--blink-settings=defaultFontSize=${(16 * (setup.letters ?? 100)) / 100}`],
    baseURL: setup.origin,
    locale: language,
    // Posted workers' phones may still be on the time of home.
    timezoneId: 'Europe/Bucharest',
    colorScheme: setup.dark ? 'dark' : 'light',
    viewport: setup.size ?? { width: 360, height: 740 },
    hasTouch: true,
    ...(setup.userAgent !== undefined && { userAgent: setup.userAgent }),
    serviceWorkers: setup.serviceWorker === false ? 'block' : 'allow',
  })
  if (setup.film) await context.grantPermissions(['camera'], { origin: setup.origin })
  const page = context.pages()[0] ?? (await context.newPage())
  if (!setup.film) await refuseCamera(context, page)
  return {
    page,
    context,
    say: wordsIn(language),
    witness: new Witness(context),
    memory,
    off: () => context.close(),
    forget: () => rmSync(memory, { recursive: true, force: true }),
  }
}

/** There is always a camera; without a film nobody is allowed to look through it. */
function camera(memory: string, film?: Scene[]): string[] {
  const device = '--use-fake-device-for-media-stream'
  if (!film) return [device]
  const path = join(memory, 'film.y4m')
  writeFilm(path, film)
  return [device, '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${path}`]
}

async function refuseCamera(context: BrowserContext, page: Page): Promise<void> {
  const browser = await context.newCDPSession(page)
  await browser.send('Browser.setPermission', { permission: { name: 'camera' }, setting: 'denied' })
}
