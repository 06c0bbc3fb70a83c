/** The receipts of a whole crew on one paper, for an inspector at the gate. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { seeAccessible, seeComfortable } from '../steps/comfort'
import { newCompany } from '../steps/company'
import { numbersOn, parade, seeOutcomes } from '../steps/crew'
import { seeWellLaidOut } from '../steps/layout'
import { findNetwork, loseNetwork } from '../steps/network'
import { signIn } from '../steps/portal'
import { see, seeNot, tap, visit } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newWorker } from '../world/people'
import type { Phone } from '../world/phone'
import { poster } from '../world/posters'

async function look(phone: Phone, screen: string): Promise<void> {
  await seeComfortable(phone, screen)
  await seeAccessible(phone, screen)
  await seeWellLaidOut(phone, screen)
}

/** Has the paper made, and reads what it says, without spaces. */
async function paperOf(phone: Phone): Promise<string> {
  const downloading = phone.page.waitForEvent('download')
  await tap(phone, 'crew.paper')
  const pdf = readFileSync(await (await downloading).path())
  return execFileSync('pdftotext', ['-', '-'], { input: pdf }).toString().replace(/\s/g, '')
}

journey('a foreman has one paper of the crew; without network the codes are on the screen, and on paper', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const company = await newCompany(origin)
  const names = ['Ana Exemplu', 'Ion Exemplu', 'Jan Voorbeeld']
  const mine = await phone({ film: parade(names.map((name) => newWorker({ name }))) })
  await signIn(mine, company.login, company.password)
  await visit(mine, `/crew/${gate.code}`)
  await seeOutcomes(mine, 'days.registered', 3)
  const numbers = await numbersOn(mine)
  const text = await paperOf(mine)
  for (const word of [...numbers, ...names.map((name) => name.replace(' ', '')), gate.workplace]) expect(text).toContain(word)

  await tap(mine, 'crew.codes')
  const codes = mine.page.locator('.crew-codes .qr[aria-busy=false]')
  await expect.poll(() => codes.count()).toBe(3)
  await look(mine, 'crew, with codes')
  await loseNetwork(mine)
  await tap(mine, 'crew.paper')
  await see(mine, 'refusal.unreachable.title')
  expect(await codes.count()).toBe(3)
  await mine.page.emulateMedia({ media: 'print' })
  await seeNot(mine, 'receipt.print')
  await seeNot(mine, 'refusal.unreachable.title')
  expect(await codes.filter({ visible: true }).count()).toBe(3)
  expect(await numbersOn(mine)).toEqual(numbers)
  await mine.page.emulateMedia({ media: 'screen' })
  await tap(mine, 'crew.codes.hide')
  expect(await codes.count()).toBe(0)
  await findNetwork(mine)
})

journey('a site manager has one paper of who is at a workplace', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const crew = await phone({ film: parade([newWorker({ name: 'Mia Voorbeeld' }), newWorker({ name: 'Tom Voorbeeld' })]) })
  await signIn(crew, 'subcontractor')
  await visit(crew, `/crew/${gate.code}`)
  await seeOutcomes(crew, 'days.registered', 2)
  const numbers = await numbersOn(crew)

  const manager = await phone({})
  await signIn(manager, 'manager')
  for (const path of [`/board/${gate.workplace}`, '/presences']) {
    await visit(manager, path)
    await manager.page.getByText('Mia Voorbeeld').first().waitFor()
    const text = await paperOf(manager)
    for (const word of [...numbers, 'MiaVoorbeeld', 'TomVoorbeeld']) expect(text).toContain(word)
    await look(manager, `paper, ${path}`)
  }
})
