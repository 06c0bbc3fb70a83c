import { seeAccessible, seeComfortable } from '../steps/comfort'
import { newCompany } from '../steps/company'
import { arrive, keepMany, registerFor } from '../steps/crowd'
import { signIn } from '../steps/portal'
import { keepWorkplace, printPoster } from '../steps/workplace'
import { see, seeNot, seePage, visit } from '../steps/way'
import { expect, journeyAlone as journey } from '../world/journey'
import type { Phone } from '../world/phone'
import { poster } from '../world/posters'

/** Looks at a screen in every way. */
async function look(phone: Phone, screen: string): Promise<void> {
  await seeComfortable(phone, screen)
  await seeAccessible(phone, screen)
}

/** The rows of the workplaces, as they are read. */
async function rows({ page }: Phone): Promise<string[]> {
  const texts = await page.locator('.portal-row').filter({ visible: true }).allInnerTexts()
  return texts.map((text) => text.replace(/\s+/g, ' '))
}

journey('a new company, from nothing to the first scan', async ({ phone, origin }) => {
  const company = await newCompany(origin)
  const nora = await phone({ language: 'ro' })
  await signIn(nora, company.login, company.password)
  await see(nora, 'portal.steps')
  await look(nora, 'portal of a new company')
  expect(await nora.page.locator('.portal-step-done').count()).toBe(0)
  await nora.page.getByRole('link', { name: nora.say('portal.step.workplace') }).click()
  await seePage(nora, 'places.new.title')
  const number = await keepWorkplace(nora, 'Loods Nieuwvoorbeeld')

  await visit(nora, '/portal')
  await see(nora, 'portal.step.done')
  expect(await nora.page.locator('.portal-step-done').count()).toBe(1)
  await nora.page.getByRole('link', { name: nora.say('portal.step.poster') }).click()
  await nora.page.waitForURL(`**/places/${number}`)
  const { code } = await printPoster(nora, number, '')

  await visit(nora, '/portal')
  await nora.page.getByRole('link', { name: nora.say('portal.step.scan') }).waitFor()
  expect(await nora.page.locator('.portal-step-done').count()).toBe(2)
  expect((await rows(nora))[0]).toContain(`0 ${nora.say('board.present')}`)
  await look(nora, 'portal before the first scan')

  await arrive(origin, code)
  await nora.page.reload()
  await nora.page.getByRole('link', { name: `1 ${nora.say('board.present')}` }).waitFor()
  await seeNot(nora, 'portal.steps')
  await nora.page.getByRole('link', { name: `1 ${nora.say('board.present')}` }).click()
  await nora.page.waitForURL(`**/board/${number}`)
})

journey('a manager of several sites sees numbers without a tap, and finds one site among many', async ({ phone, origin }) => {
  const manager = await phone({ size: { width: 1280, height: 800 } })
  await signIn(manager, 'manager')
  const name = 'Aanbouw Voorbeeldkade'
  const number = await keepWorkplace(manager, name)
  await keepMany(origin, 'Straat', 8)
  const first = await poster(origin)
  await arrive(origin, first.code)
  await registerFor(origin, number, 'Ana Voorbeeld')
  await visit(manager, '/portal')
  await manager.page.getByRole('link', { name: name }).waitFor()
  const [latest = ''] = await rows(manager)
  expect(latest).toContain(`${name} 1 ${manager.say('board.present')}`)
  await look(manager, 'overview on a desktop')

  await manager.page.getByRole('searchbox').fill('voorbeeldKADE aanb')
  await expect.poll(() => rows(manager).then((all) => all.length)).toBe(1)
  await manager.page.getByRole('searchbox').fill('nergens')
  await see(manager, 'places.none')

  const small = await phone({ size: { width: 320, height: 640 }, language: 'uk' })
  await signIn(small, 'manager')
  await small.page.getByRole('link', { name }).waitFor()
  await look(small, 'overview on a small phone')
})
