/** Every page, in four languages, on small and large screens, on their side, and in letters of double size. */
import { arrive } from '../steps/crowd'
import { faultsInEveryLook, looks } from '../steps/layout'
import { signIn } from '../steps/portal'
import { visit } from '../steps/way'
import { expect, journeyAlone as journey } from '../world/journey'
import { newWorker } from '../world/people'
import type { Phone } from '../world/phone'
import { poster } from '../world/posters'

/** Looks at pages one after another, and tells all that is wrong at once. */
async function lookAt(phone: Phone, paths: string[]): Promise<void> {
  const faults: string[] = []
  for (const path of paths) {
    await visit(phone, path)
    faults.push(...(await faultsInEveryLook(phone, path)))
  }
  expect(faults).toEqual([])
}

for (const language of ['nl', 'ar', 'ro', 'uk']) {
  journey(`pages of whoever has no account, in ${language}, in ${looks.length} looks`, async ({ phone, origin }) => {
    const gate = await poster(origin)
    const closed = await poster(origin, 'closed')
    const mine = await phone({ language })
    await visit(mine, '/demo')
    await mine.page.getByRole('button', { name: new RegExp(mine.say('demo.use_limosa')) }).first().click()
    await mine.page.getByRole('button', { name: mine.say('confirm.register') }).click()
    await mine.page.waitForURL('**/days/*')
    await lookAt(mine, [new URL(mine.page.url()).pathname, '/', '/scan', '/type', '/days', '/settings', '/r', '/in', '/sign-up', '/demo', `/p/${gate.code}`, `/p/${closed.code}`, '/nowhere'])
  })

  journey(`pages of whoever is signed in, in ${language}, in ${looks.length} looks`, async ({ phone, origin }) => {
    const gate = await poster(origin)
    for (let n = 0; n < 4; n++) await arrive(origin, gate.code, { secret: 'the same phone for everybody', worker: newWorker({ name: 'Wolfeschlegelsteinhausenbergerdorff Exemplu-Vandenvoorbeelden' }) })
    const mine = await phone({ language })
    await signIn(mine, 'manager')
    const place = `/places/${gate.workplace}`
    await lookAt(mine, [
      '/portal', '/places', '/places/new', '/places/import', place, `${place}/edit`, `${place}/${gate.code}/print`, `${place}/test`,
      `/board/${gate.workplace}`, `/board/${gate.workplace}?show=flags`, `/board/${gate.workplace}?show=missing`, `/board/${gate.workplace}/evacuation`, `/board/${gate.workplace}/seen`,
      '/presences?from=2026-01-01', '/users', '/me', '/hooks', '/work', '/crew', `/crew/${gate.code}`,
    ])
  })
}
