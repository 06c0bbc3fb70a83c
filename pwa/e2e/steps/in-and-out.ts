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

/** Lets so many hours pass for what the phone has kept: the times of its presences are put back, and with them their days in Belgium. */
export async function hoursPass({ page }: Phone, hours: number): Promise<void> {
  await page.evaluate(async (milliseconds) => {
    const open = indexedDB.open('ciaw')
    await new Promise((done) => (open.onsuccess = done))
    const store = open.result.transaction('presences', 'readwrite').objectStore('presences')
    const all = store.getAll()
    await new Promise((done) => (all.onsuccess = done))
    const back = (time: string) => new Date(Date.parse(time) - milliseconds).toISOString()
    const dayOf = (time: string) => new Date(time).toLocaleDateString('sv-SE', { timeZone: 'Europe/Brussels' })
    for (const one of all.result as { at: string; capturedAt: string }[]) store.put({ ...one, at: back(one.at), on: dayOf(back(one.at)), capturedAt: back(one.capturedAt) })
    await new Promise((done) => (store.transaction.oncomplete = done))
    open.result.close()
  }, hours * 3_600_000)
  await page.reload()
}

/** The times that stand in my days as pairs, as they are read out: "In 06:58". */
export async function timesInDays({ page }: Phone): Promise<string[]> {
  const links = await page.locator('.days-time[href]').all()
  return Promise.all(links.map(async (link) => (await link.getAttribute('aria-label')) ?? ''))
}
