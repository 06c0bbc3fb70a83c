/** The steps of the main journey, as one would tell somebody at the gate. */
import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import type { Phone } from '../world/phone'
import type { Key } from '../world/words'

/** Opens the app at its home. */
export async function openHome(phone: Phone): Promise<void> {
  await phone.page.goto('/')
  await seePage(phone, 'home.title')
}

/** Waits for a page by its heading. */
export async function seePage({ page, say }: Phone, heading: Key): Promise<void> {
  await page.getByRole('heading', { level: 1, name: say(heading) }).waitFor()
}

/** Opens an address and waits until its page has something to say. */
export async function visit(phone: Phone, path: string): Promise<void> {
  await phone.page.goto(path)
  await settled(phone)
}

/** Goes to another page of the app, as its links do, without loading the app anew. */
export async function turnTo(phone: Phone, path: string): Promise<void> {
  await phone.page.evaluate((to) => {
    document.querySelector('h1')?.setAttribute('data-left', '')
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  await settled(phone)
}

async function settled({ page }: Phone): Promise<void> {
  await page.locator('h1:not([data-left])').waitFor()
  await page.waitForFunction(() => document.querySelector('main')?.hasChildNodes() && !document.querySelector('[aria-busy=true]'))
}

/** From home, holds the camera to whatever the film shows until both codes are read. */
export async function scan(phone: Phone): Promise<void> {
  await phone.page.getByRole('link', { name: phone.say('home.scan'), exact: true }).click()
  await seePage(phone, 'confirm.title')
}

/** Taps Register. */
export async function register({ page, say }: Phone): Promise<void> {
  await page.getByRole('button', { name: say('confirm.register') }).click()
}

/** On the receipt, has the L1 remembered. */
export async function rememberL1(phone: Phone): Promise<void> {
  await tap(phone, 'receipt.remember.yes')
  await see(phone, 'receipt.remember.done')
}

/** Waits until the verdict is this word, and gives its band. */
export async function seeVerdict({ page, say }: Phone, word: Key): Promise<Locator> {
  const band = page.getByRole('status').filter({ has: page.getByText(say(word), { exact: true }) })
  await band.waitFor()
  return band
}

/** Waits for the receipt and gives its number, fifteen digits. */
export async function seeReceipt(phone: Phone, word: Key = 'receipt.registered'): Promise<string> {
  const band = await seeVerdict(phone, word)
  await band.getByText(phone.say('receipt.number')).waitFor()
  const number = (await band.innerText()).replace(/\s/g, '').match(/\d{15}/)?.[0] ?? ''
  expect(BigInt(number) % 97n).toBe(1n)
  return number
}

/** Waits for a text anywhere on the page, alone or among others. */
export async function see({ page, say }: Phone, key: Key, values?: Record<string, string | number>): Promise<void> {
  const words = say(key, values).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  await page.getByText(new RegExp(words)).first().waitFor()
}

/** Asserts that a text is nowhere on the page. */
export async function seeNot({ page, say }: Phone, key: Key): Promise<void> {
  expect(await page.getByText(say(key), { exact: true }).filter({ visible: true }).count()).toBe(0)
}

/** Taps a button by its word. */
export async function tap({ page, say }: Phone, key: Key, values?: Record<string, string | number>): Promise<void> {
  await page.getByRole('button', { name: say(key, values), exact: true }).click()
}
