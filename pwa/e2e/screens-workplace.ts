/** The site manager's screens. */
import { randomBytes } from 'node:crypto'
import { arrive } from './steps/crowd'
import { signIn } from './steps/portal'
import { see, tap, visit } from './steps/way'
import { type Tour, walk } from './tour'

/** Goes through a day of the site manager, and takes pictures on the way. */
export async function tourOfTheSiteManager(tour: Tour): Promise<void> {
  const { origin, gates } = tour
  const number = gates.open.workplace
  await arrive(origin, gates.open.code)
  await arrive(origin, gates.open.code, { position: { latitude: 50.85, longitude: 4.35, accuracy: 20 } })
  const secret = randomBytes(24).toString('base64url')
  for (let n = 0; n < 5; n++) await arrive(origin, gates.open.code, { secret })
  await walk(tour, [{ text: gates.open.link, seconds: 3 }], async (phone, shoot) => {
    await signIn(phone, 'manager')
    const go = async (name: string, path: string) => {
      await visit(phone, path)
      await shoot(name)
    }
    await go('places', '/places')
    await go('place', `/places/${number}`)
    await go('place-new', '/places/new')
    await go('place-edit', `/places/${number}/edit`)
    await go('place-import', '/places/import')
    await phone.page.getByLabel(phone.say('places.import.choose')).setInputFiles({
      name: 'places.csv', mimeType: 'text/csv', buffer: Buffer.from(`nummer;naam;sector;adres\n${number};;x;\n1Y10DEM0009XZ;Loods Voorbeeld;bouw;Modellaan 9, 1000 Brussel\n`),
    })
    await see(phone, 'places.import.outcome')
    await shoot('place-import-done')
    await go('poster-print', `/places/${number}/${gates.open.code}/print`)
    await tap(phone, 'places.print.make')
    await see(phone, 'places.print.next')
    await shoot('poster-print-made')
    await tap(phone, 'gate.make')
    await see(phone, 'gate.scan')
    await shoot('poster-on-screen')
    await phone.page.getByRole('link', { name: phone.say('gate.open') }).click()
    await phone.page.locator('.gate-screen .qr[aria-busy=false]').waitFor()
    await shoot('gate-screen')
    await phone.page.goto(`/places/${number}/test`)
    await see(phone, 'places.test.right.title')
    await shoot('poster-test')
    await go('board', `/board/${number}`)
    await go('board-missing', `/board/${number}?show=missing`)
    await go('board-flags', `/board/${number}?show=flags`)
    await go('board-seen-scan', `/board/${number}/seen`)
    await visit(phone, `/board/${number}/evacuation`)
    await phone.page.getByRole('checkbox').nth(1).check()
    await shoot('evacuation')
    await go('presences', '/presences?from=2026-01-01')
  })
}
