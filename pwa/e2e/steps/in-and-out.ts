/** Coming and going where both are registered. */
import type { Phone } from '../world/phone'
import type { Key } from '../world/words'
import { openHome, scan, tap } from './way'

/** From home: scans, and taps in, out or pause. */
export async function scanAndTap(phone: Phone, word: Key): Promise<void> {
  await openHome(phone)
  await scan(phone)
  await tap(phone, word)
}

/** The times that stand in my days as pairs, as they are read out: "In 06:58". */
export async function timesInDays({ page }: Phone): Promise<string[]> {
  const links = await page.locator('.days-time[href]').all()
  return Promise.all(links.map(async (link) => (await link.getAttribute('aria-label')) ?? ''))
}
