import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openFirefox } from '../world/firefox'
import { expect, journey } from '../world/journey'
import { newWorker, type Worker } from '../world/people'
import { photoOf } from '../world/photo'
import { poster } from '../world/posters'
import type { Browser } from '../world/webdriver'
import { openWebKit } from '../world/webkit'
import { type Say, wordsIn } from '../world/words'

const engines = { 'Safari’s engine': openWebKit, Firefox: openFirefox }

/** Types the digits of an L1, on the way from a poster. */
async function typeL1(browser: Browser, say: Say, { number }: Worker): Promise<void> {
  await browser.tap(say('confirm.scan_limosa'))
  await browser.seePage(say('scan.title'))
  await browser.tap(say('scan.type'))
  await browser.seePage(say('type.title'))
  await browser.type(`//label[contains(., "${say('type.limosa.label')}")]/..//input`, number)
  await browser.see(say('type.help.good'))
  await browser.tap(say('type.next'))
  await browser.seePage(say('confirm.title'))
}

/** Shows a photo of an L1, which the browser reads itself. */
async function showPhoto(browser: Browser, say: Say, { code, name }: Worker): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ciaw-photo-'))
  const photo = join(folder, 'l1.png')
  writeFileSync(photo, photoOf(code))
  await browser.tap(say('confirm.scan_limosa'))
  await browser.seePage(say('scan.title'))
  await browser.type('//input[@type="file"]', photo)
  await browser.seePage(say('confirm.title'))
  await browser.see(name)
  rmSync(folder, { recursive: true })
}

/** Registers, and gives the number of the receipt. */
async function register(browser: Browser, say: Say): Promise<string> {
  await browser.tap(say('confirm.register'))
  await browser.see(say('receipt.number'))
  const number = await browser.until<string>('the receipt number', 'return document.querySelector("[role=status]")?.innerText.replace(/\\s/g, "").match(/\\d{15}/)?.[0]')
  expect(BigInt(number) % 97n).toBe(1n)
  return number
}

/** Asserts that nothing sticks out sideways. */
async function seeNothingStickOut(browser: Browser): Promise<void> {
  const [page, window] = await browser.run<[number, number]>('const root = document.documentElement; return [root.scrollWidth, root.clientWidth]')
  expect(page).toBeLessThanOrEqual(window)
}

for (const [engine, openEngine] of Object.entries(engines)) {
  /** A browser of the engine, closed whatever happens in it. */
  const visit = async (act: (browser: Browser) => Promise<void>) => {
    const browser = await openEngine()
    await act(browser).finally(browser.end)
  }

  journey(`${engine}: a poster’s link, the L1 typed: a receipt, which stays, and the day in My days`, ({ origin }) =>
    visit(async (browser) => {
      const say = wordsIn('en')
      const gate = await poster(origin)
      await browser.open(gate.link)
      await browser.see(gate.name)
      await typeL1(browser, say, newWorker())
      const number = await register(browser, say)
      await seeNothingStickOut(browser)
      await browser.run('location.reload()')
      expect((await browser.see(say('receipt.number'))).replace(/\s/g, '')).toContain(number)
      await browser.open(`${origin}/days`)
      await browser.seePage(say('days.title'))
      await browser.see(gate.name)
    }))

  journey(`${engine}, in Arabic: from right to left, the L1 read from a photo by the browser: a receipt`, ({ origin }) =>
    visit(async (browser) => {
      const say = wordsIn('ar')
      const gate = await poster(origin)
      const worker = newWorker()
      await browser.open(gate.link)
      await browser.tap(wordsIn('en')('app.language', { name: 'English' }))
      await browser.tap('العربية')
      await browser.see(say('confirm.about'))
      await browser.see(gate.name)
      expect(await browser.run('return document.documentElement.dir + " " + document.documentElement.lang')).toBe('rtl ar')
      await showPhoto(browser, say, worker)
      const scans = await browser.run<number>('return performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/api/v1/scans")).length')
      expect(scans, 'photos that the register had to read').toBe(0)
      await register(browser, say)
      await seeNothingStickOut(browser)
    }))
}
