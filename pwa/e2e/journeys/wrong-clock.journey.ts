import { findNetwork, loseNetwork, readyForTheField } from '../steps/network'
import { openHome, register, scan, see, seeReceipt, seeVerdict, tap } from '../steps/way'
import { expect, journey } from '../world/journey'
import { dayFromNow, newWorker } from '../world/people'
import type { Phone } from '../world/phone'
import { poster } from '../world/posters'

const days = 86_400_000

/** Sets the phone's clock, which goes on from there. */
async function setClock(phone: Phone, by: number): Promise<void> {
  await phone.page.clock.install({ time: Date.now() + by })
  await phone.page.clock.resume()
}

journey.for([-2, 2])('a clock %i days wrong: the phone is told, and registered for the right day', async (off, { phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await setClock(mine, off * days)
  await openHome(mine)
  await scan(mine)
  await see(mine, 'app.clock.title')
  const asked = mine.page.waitForRequest((request) => request.method() === 'PUT')
  await register(mine)
  const body = (await asked).postDataJSON() as { on: string; capturedAt: string }
  expect(body.on).toBe(dayFromNow(0))
  await seeReceipt(mine)
})

journey('promised on a phone whose clock is ahead: refused in words, then registered for today', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await openHome(mine)
  await readyForTheField(mine)
  await mine.page.evaluate(() => localStorage.clear())
  await loseNetwork(mine)
  await setClock(mine, 2 * days)
  await mine.page.reload()
  await scan(mine)
  await register(mine)
  await seeVerdict(mine, 'receipt.promised')
  await findNetwork(mine)
  await seeVerdict(mine, 'refusal.clock_ahead.title')
  await see(mine, 'refusal.clock_ahead.who')
  await tap(mine, 'refusal.action.today')
  await register(mine)
  await seeReceipt(mine)
})

journey('promised yesterday, delivered today: too late, in words, then registered for today', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await openHome(mine)
  await readyForTheField(mine)
  await mine.page.evaluate(() => localStorage.clear())
  await loseNetwork(mine)
  await setClock(mine, -1 * days)
  await mine.page.reload()
  await scan(mine)
  await register(mine)
  await seeVerdict(mine, 'receipt.promised')
  await findNetwork(mine)
  await seeVerdict(mine, 'refusal.day_passed.title')
  await see(mine, 'refusal.day_passed.who')
  await tap(mine, 'refusal.action.today')
  await register(mine)
  await seeReceipt(mine)
})
