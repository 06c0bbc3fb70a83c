import { addDays, brusselsDay } from '../../src/numbers'
import { seeAccessible, seeComfortable } from '../steps/comfort'
import { arrive, registerFor } from '../steps/crowd'
import { signIn, write } from '../steps/portal'
import { see, tap, visit } from '../steps/way'
import { expect, journeyAlone as journey } from '../world/journey'
import type { Phone } from '../world/phone'
import { poster } from '../world/posters'

/** Looks at a screen in every way. */
async function look(phone: Phone, screen: string): Promise<void> {
  await seeComfortable(phone, screen)
  await seeAccessible(phone, screen)
}

/** Counts the taps on the screen from now on. */
async function countTaps({ page }: Phone): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counter = document.body.dataset
    addEventListener('click', (event) => event.isTrusted && (counter['taps'] = String(Number(counter['taps'] ?? 0) + 1)), { capture: true })
  })
  return () => page.evaluate(() => Number(document.body.dataset['taps'] ?? 0))
}

journey('who was there last Tuesday: three taps from the overview', async ({ phone }) => {
  const manager = await phone({})
  await signIn(manager, 'manager')
  await see(manager, 'board.present')
  const today = brusselsDay(new Date())
  const weekday = (new Date(`${today}T12:00:00Z`).getUTCDay() + 6) % 7 // Monday: 0
  // The farthest that somebody may mean.
  const tuesday = addDays(today, -weekday - 7 + 1)
  const taps = await countTaps(manager)
  await manager.page.getByRole('link', { name: manager.say('portal.presences'), exact: true }).click()
  await tap(manager, 'presences.period.last_week')
  await manager.page.waitForURL((url) => url.searchParams.get('to') === addDays(tuesday, 5))
  await manager.page.getByRole('group', { name: manager.say('receipt.day') }).getByRole('button').nth(1).click()
  await manager.page.waitForURL((url) => url.searchParams.get('from') === tuesday && url.searchParams.get('to') === tuesday)
  expect(await taps()).toBeLessThanOrEqual(3)
  await expect.poll(() => manager.page.locator('[aria-busy=true]').count()).toBe(0)
  await look(manager, 'presences of a day')
})

journey('somebody is found by a part of their name, and the page of one person has no number', async ({ phone, origin }) => {
  const gate = await poster(origin)
  await arrive(origin, gate.code)
  await registerFor(origin, gate.workplace, 'Josué Zoektest')
  const manager = await phone({ size: { width: 1280, height: 800 } })
  await signIn(manager, 'manager')
  await visit(manager, '/presences')
  await manager.page.getByText(/\d/).first().waitFor()
  const rows = manager.page.getByRole('rowheader')
  await rows.nth(1).waitFor()
  expect(await rows.first().evaluate((cell) => (cell.parentElement?.clientHeight ?? 0) < 80)).toBe(true)
  await look(manager, 'presences')
  await write(manager, 'board.search', 'zoekt JOSUE')
  await expect.poll(() => rows.count()).toBe(1)
  await see(manager, 'presences.found', { count: 1 })
  await rows.getByRole('button').click()
  await see(manager, 'presences.by')
  await manager.page.getByRole('definition').filter({ hasText: 'Mieke Modelmans' }).waitFor()
  await look(manager, 'a presence, opened')
  await manager.page.getByRole('link', { name: manager.say('presences.person') }).click()
  await manager.page.getByRole('heading', { level: 1, name: 'Josué Zoektest' }).waitFor()
  await see(manager, 'presences.person.totals', { days: 1, workplaces: 1 })
  expect(manager.page.url()).not.toMatch(/\d{9}/)
  await tap(manager, 'presences.earlier')
  await see(manager, 'presences.person.none')
  await look(manager, 'one person')

  await visit(manager, '/presences')
  await write(manager, 'board.search', 'nobody at all')
  await see(manager, 'places.none')

  const small = await phone({ size: { width: 320, height: 640 }, language: 'ar' })
  await signIn(small, 'manager')
  await visit(small, '/presences')
  await rowsOf(small).first().waitFor()
  await look(small, 'presences on a small phone')
  await rowsOf(small).first().getByRole('button').click()
  await see(small, 'presences.by')
  await look(small, 'a presence on a small phone')
})

function rowsOf({ page }: Phone) {
  return page.getByRole('rowheader')
}
