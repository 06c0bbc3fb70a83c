/** Every page, in four languages, on small and large screens, on their side, and in letters of double size. */
import { arrive } from '../steps/crowd'
import { faultsInEveryLook, looks } from '../steps/layout'
import { signIn } from '../steps/portal'
import { visit } from '../steps/way'
import { expect, journeyAlone as journey } from '../world/journey'
import { newWorker } from '../world/people'
import type { Phone } from '../world/phone'
import { poster } from '../world/posters'

/** The languages: short and long words, letters of three scripts, and both directions. */
const spoken = ['nl', 'ar', 'ro', 'uk']

/** Looks at pages one after another, each in every language as its switch gives them, and tells all that is wrong at once. */
async function lookAt(phone: Phone, paths: string[]): Promise<void> {
  const { page } = phone
  const faults: string[] = []
  for (const path of paths) {
    await visit(phone, path)
    for (const language of spoken) {
      if ((await page.locator('html').getAttribute('lang')) !== language) {
        await page.locator('.language-switch').click()
        await page.locator(`.language-names button[lang=${language}]`).click()
        await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' })
      }
      faults.push(...(await faultsInEveryLook(phone, `${path} in ${language}`)))
    }
  }
  expect(faults).toEqual([])
}

journey(`pages of whoever has no account, in ${spoken.length} languages, in ${looks.length} looks`, async ({ phone, origin }) => {
  const gate = await poster(origin)
  const closed = await poster(origin, 'closed')
  const mine = await phone({ language: 'nl' })
  await visit(mine, '/demo')
  await mine.page.getByRole('button', { name: new RegExp(mine.say('demo.use_limosa')) }).first().click()
  await mine.page.getByRole('button', { name: mine.say('confirm.register') }).click()
  await mine.page.waitForURL('**/days/*')
  await lookAt(mine, [new URL(mine.page.url()).pathname, '/', '/scan', '/type', '/days', '/settings', '/r', '/in', '/sign-up', '/demo', `/p/${gate.code}`, `/p/${closed.code}`, '/nowhere'])
})

journey(`pages of whoever is signed in, in ${spoken.length} languages, in ${looks.length} looks`, async ({ phone, origin }) => {
  const gate = await poster(origin)
  for (let n = 0; n < 4; n++) await arrive(origin, gate.code, { secret: 'the same phone for everybody', worker: newWorker({ name: 'Wolfeschlegelsteinhausenbergerdorff Exemplu-Vandenvoorbeelden' }) })
  const mine = await phone({ language: 'nl' })
  await signIn(mine, 'manager')
  const place = `/places/${gate.workplace}`
  await lookAt(mine, [
    '/portal', '/places', '/places/new', '/places/import', place, `${place}/edit`, `${place}/${gate.code}/print`, `${place}/test`,
    `/board/${gate.workplace}`, `/board/${gate.workplace}?show=flags`, `/board/${gate.workplace}?show=missing`, `/board/${gate.workplace}/evacuation`, `/board/${gate.workplace}/seen`,
    '/presences?from=2026-01-01', '/users', '/me', '/hooks', '/work', '/crew', `/crew/${gate.code}`,
  ])
})
