import { openHome, scan, seeReceipt } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newWorker } from '../world/people'
import type { Phone } from '../world/phone'
import { poster } from '../world/posters'

/** Opens the page that confirms, with the location allowed before; the phone may find itself late, or never. */
async function confirmNear({ context, page }: Phone, origin: string, finds: boolean): Promise<void> {
  await context.grantPermissions(['camera', 'geolocation'], { origin })
  if (finds) return context.setGeolocation({ latitude: 51.05, longitude: 3.72, accuracy: 12 })
  await page.addInitScript(() => {
    navigator.geolocation.watchPosition = () => 1
  })
}

/** Taps, and says what was sent of the location and how long the tap waited for it, in milliseconds. */
async function tapAndSee(mine: Phone): Promise<{ position: unknown; waited: number; word: string }> {
  const sent = mine.page.waitForRequest((request) => request.method() === 'PUT' && request.url().includes('/api/v1/presences/'))
  const start = performance.now()
  await mine.page.getByRole('button', { name: mine.say('confirm.register') }).click()
  const word = await mine.page.locator('main').innerText()
  const { position } = (await sent).postDataJSON() as { position?: unknown }
  return { position, waited: performance.now() - start, word }
}

journey.for([true, false])('the location is read while the page is open, and the tap says at once that it was felt: found %s', async (finds, { phone, origin }) => {
  const gate = await poster(origin)
  // Without a service worker the request can be looked at.
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }], serviceWorker: false })
  await confirmNear(mine, origin, finds)
  await openHome(mine)
  await scan(mine)
  await mine.page.getByText(gate.name).waitFor()
  await expect.poll(() => mine.page.getByRole('switch', { name: mine.say('confirm.location') }).isChecked()).toBe(true)
  await mine.page.waitForTimeout(500)
  const { position, waited, word } = await tapAndSee(mine)
  await seeReceipt(mine)
  if (finds) {
    expect(position).toMatchObject({ latitude: 51.05, longitude: 3.72 })
    expect(waited).toBeLessThan(1_400)
  } else {
    expect(word).toContain(mine.say('confirm.registering'))
    expect(position).toBeUndefined()
    expect(waited).toBeLessThan(4_000)
  }
})
