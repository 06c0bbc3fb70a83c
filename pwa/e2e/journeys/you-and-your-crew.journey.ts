/** What is of oneself and what is of the crew; and what keeps somebody from registering is asked for on the spot. */
import { randomInt } from 'node:crypto'
import { seeAccessible, seeComfortable } from '../steps/comfort'
import { newCompany } from '../steps/company'
import { parade, seeOutcomes } from '../steps/crew'
import { signIn, write } from '../steps/portal'
import { openHome, register, see, seeNot, seePage, seeReceipt, tap, visit } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newWorker } from '../world/people'
import type { Phone } from '../world/phone'
import { poster } from '../world/posters'

async function look(phone: Phone, screen: string): Promise<void> {
  await seeComfortable(phone, screen)
  await seeAccessible(phone, screen)
}

/** A national number of nobody, as no day has the number 00, with check digits that fit. */
function nationalNumber(): string {
  const nine = `800000${String(randomInt(1, 998)).padStart(3, '0')}`
  return nine + String(97 - (Number(nine) % 97)).padStart(2, '0')
}

journey('a founder registers the crew, and home does not call the founder registered; the own number is asked where it is missing', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const company = await newCompany(origin)
  const mine = await phone({ film: parade([newWorker({ name: 'Ana Exemplu' }), newWorker({ name: 'Ion Exemplu' })]) })
  await signIn(mine, company.login, company.password)
  await visit(mine, `/crew/${gate.code}`)
  await seeOutcomes(mine, 'days.registered', 2)
  await openHome(mine)
  await see(mine, 'home.crew', { done: 2, all: 2 })
  await seeNot(mine, 'home.today.registered')
  await look(mine, 'home, crew only')

  await visit(mine, `/p/${gate.code}`)
  await see(mine, 'work.number.title')
  await look(mine, 'confirm, number missing')
  await write(mine, 'me.niss', '80000000100')
  await see(mine, 'type.help.check_fails')
  await write(mine, 'me.niss', nationalNumber())
  await tap(mine, 'work.number.save')
  await register(mine)
  await seeReceipt(mine)
  await openHome(mine)
  await see(mine, 'home.today.registered')
  await see(mine, 'home.crew', { done: 2, all: 2 })
  await mine.page.getByText('Fatima Modelbaas').first().waitFor()
  await look(mine, 'home, oneself and the crew')
})

journey('a torn L1: its seventeen digits are typed in the field that takes a national number as well', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const worker = newWorker()
  const mine = await phone({})
  await signIn(mine, 'subcontractor')
  await visit(mine, `/crew/${gate.code}`)
  await tap(mine, 'crew.type')
  const field = mine.page.getByLabel(mine.say('crew.number.label'))
  await field.fill(worker.number.slice(0, 14))
  await see(mine, 'type.help.short')
  await field.fill(worker.number.replace(/(\d{4})(?=\d)/g, '$1 '))
  await see(mine, 'type.limosa.label')
  await write(mine, 'crew.name.label', 'Gheorghe Exemplu')
  expect(await mine.page.getByRole('main').innerText()).not.toContain(worker.number.slice(0, 8))
  await look(mine, 'crew, an L1 typed')
  await tap(mine, 'confirm.register')
  await seeOutcomes(mine, 'days.registered', 1)
})

journey('any of many workplaces is found by a part of its name, and confirmed by its name', async ({ phone, origin }) => {
  const company = await newCompany(origin)
  await company.keep(Array.from({ length: 30 }, (_, i) => ({ name: `Voorbeeldwerf ${String(i).padStart(2, '0')}`, address: `Proefstraat ${i}, 9000 Gent` })))
  const mine = await phone({})
  await signIn(mine, company.login, company.password)
  await visit(mine, '/work')
  await see(mine, 'places.more', { count: 25 })
  await look(mine, 'work, many workplaces')
  await write(mine, 'places.search', 'proefstraat 27')
  await mine.page.getByRole('link', { name: /Voorbeeldwerf 27/ }).click()
  await seePage(mine, 'confirm.title')
  await mine.page.getByText('Voorbeeldwerf 27').waitFor()
  // Opened anew, its name is still known.
  await mine.page.reload()
  await mine.page.getByText('Voorbeeldwerf 27').waitFor()
})
