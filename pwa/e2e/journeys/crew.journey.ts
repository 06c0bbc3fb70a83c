import { newCompany } from '../steps/company'
import { seeAccessible, seeComfortable } from '../steps/comfort'
import { numbersOn, parade, seeOutcomes } from '../steps/crew'
import { findNetwork, loseNetwork, readyForTheField } from '../steps/network'
import { signIn, write } from '../steps/portal'
import { openHome, register, scan, see, seeNot, seePage, seeReceipt, seeVerdict, tap, turnTo, visit } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newWorker } from '../world/people'
import type { Phone } from '../world/phone'
import { poster, posters } from '../world/posters'

const crewOf = (count: number) => Array.from({ length: count }, () => newWorker())

/** Looks at a screen in every way. */
async function look(phone: Phone, screen: string): Promise<void> {
  await seeComfortable(phone, screen)
  await seeAccessible(phone, screen)
}

journey('an independent: the same as yesterday in one tap, then the rest of the week in one more', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({})
  await signIn(mine, 'independent')
  await openHome(mine)
  await mine.page.getByRole('link', { name: mine.say('work.same') }).click()
  await seePage(mine, 'work.title')
  await mine.page.getByText(gate.name).first().waitFor()
  await tap(mine, 'work.same')
  await seeOutcomes(mine, 'days.registered', 1)
  await see(mine, 'work.score', { done: 1, all: 1 })
  expect(await numbersOn(mine)).toHaveLength(1)
  await tap(mine, 'receipt.done')
  await see(mine, 'work.all_done')
  await mine.page.getByRole('button', { name: mine.say('work.other_days') }).click()
  const days = mine.page.locator('.work-each button')
  await days.nth(1).click()
  await days.nth(2).click()
  await tap(mine, 'work.same')
  await seeOutcomes(mine, 'days.registered', 2)
  await look(mine, 'work, done')
})

journey('an independent scans the poster of another workplace: a receipt, and no L1', async ({ phone, origin }) => {
  const [, gate] = await posters(origin)
  if (!gate) throw new Error('the demo has too few workplaces')
  const mine = await phone({ film: [{ text: gate.link }] })
  await signIn(mine, 'independent')
  await openHome(mine)
  await scan(mine)
  await mine.page.getByText('Ivo Fictief').waitFor()
  await look(mine, 'confirm, signed in')
  await register(mine)
  const number = await seeReceipt(mine)
  await visit(mine, '/days')
  expect(await numbersOn(mine)).toContain(number)
})

journey('somebody else’s L1 on the phone of who is signed in: the way without an account stays', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const worker = newWorker()
  const mine = await phone({ film: [{ text: worker.code }] })
  await signIn(mine, 'independent')
  await mine.page.goto(gate.link)
  await tap(mine, 'confirm.other_person')
  await seePage(mine, 'confirm.title')
  await mine.page.getByText(worker.name).waitFor()
  await register(mine)
  await seeReceipt(mine)
  await mine.page.getByText(worker.name).waitFor()
})

journey('a subcontractor: yesterday’s crew but one, in one tap, and one of them cancelled from another device', async ({ phone }) => {
  const mine = await phone({})
  await signIn(mine, 'subcontractor')
  await visit(mine, '/work')
  await mine.page.getByRole('switch', { name: 'Wim Verzonnen' }).uncheck()
  await look(mine, 'work')
  await mine.page.getByRole('button', { name: mine.say('work.register', { count: 9 }) }).click()
  await seeOutcomes(mine, 'days.registered', 9)
  expect(await numbersOn(mine)).toHaveLength(9)
  await mine.off()

  const other = await phone({})
  await signIn(other, 'subcontractor')
  await visit(other, '/days')
  await other.page.getByRole('link').filter({ hasText: 'Ana Voorbeeldescu' }).first().click()
  await seeReceipt(other)
  await tap(other, 'receipt.undo')
  await tap(other, 'undo.DISEASE')
  await seeVerdict(other, 'receipt.cancelled')
})

journey('a crew of ten by film: a receipt for each, doubles ignored, a bad code in nobody’s way', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{ text: 'https://shop.example/soap', seconds: 0.5 }, ...parade(crewOf(10))] })
  await signIn(mine, 'subcontractor')
  const start = performance.now()
  await visit(mine, `/crew/${gate.code}`)
  await seeOutcomes(mine, 'days.registered', 10)
  expect(performance.now() - start).toBeLessThan(40_000)
  expect(await numbersOn(mine)).toHaveLength(10)
  // The film plays over and over: they are all seen again, and nobody is registered twice.
  await see(mine, 'crew.again', { name: 'Ștefan Exemplu' })
  await mine.page.waitForTimeout(3_000)
  expect(await mine.page.getByRole('listitem').count()).toBe(10)
  await look(mine, 'crew')
})

journey('a national number is typed, masked, registered and nowhere left', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({})
  await signIn(mine, 'subcontractor')
  await visit(mine, `/crew/${gate.code}`)
  await tap(mine, 'crew.type')
  await look(mine, 'crew, typing')
  const number = '80.00.00-077.51'
  await write(mine, 'me.niss', number)
  await write(mine, 'crew.name.label', 'Tibo Getypt')
  expect(await mine.page.getByRole('main').innerHTML()).not.toMatch(/80.?00.?00.?077/)
  await look(mine, 'crew, typed')
  await tap(mine, 'confirm.register')
  await seeOutcomes(mine, 'days.registered', 1)
  await mine.page.getByText('Tibo Getypt').waitFor()
  const left = await mine.page.evaluate(async () => {
    const open = indexedDB.open('ciaw')
    await new Promise((done) => (open.onsuccess = done))
    const all = open.result.transaction('presences').objectStore('presences').getAll()
    await new Promise((done) => (all.onsuccess = done))
    return JSON.stringify(all.result) + JSON.stringify({ ...localStorage, ...sessionStorage })
  })
  expect(left).not.toContain('80000007751')
  expect(mine.witness.urls.join(' ')).not.toContain('0077')
})

journey('a crew of ten without network: promised, and each registered once when it returns', async ({ phone, origin }) => {
  const [, gate] = await posters(origin)
  if (!gate) throw new Error('the demo has too few workplaces')
  const mine = await phone({ film: parade(crewOf(10)) })
  await signIn(mine, 'subcontractor')
  await openHome(mine)
  await readyForTheField(mine)
  await loseNetwork(mine)
  await mine.page.goto(`/crew/${gate.code}`)
  await seeOutcomes(mine, 'days.promised', 10)
  expect(await numbersOn(mine)).toEqual([])
  await look(mine, 'crew, without network')
  await findNetwork(mine)
  await seeOutcomes(mine, 'days.registered', 10)
  expect(await numbersOn(mine)).toHaveLength(10)
})

journey('the entitlement is withdrawn while one scans: refused, in words, and no promise is lost on the way', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const company = await newCompany(origin)
  const mine = await phone({ film: parade(crewOf(1)) })
  await signIn(mine, company.login, company.password)
  await company.entitle('consult', 'access')
  await turnTo(mine, `/crew/${gate.code}`)
  await seeOutcomes(mine, 'refusal.not_entitled.who', 1)
  expect(await numbersOn(mine)).toEqual([])
  await visit(mine, '/work')
  await see(mine, 'refusal.not_entitled.title')
})

journey('the session ends meanwhile: sign in to send, and it is sent', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const company = await newCompany(origin)
  const mine = await phone({ film: parade(crewOf(2)) })
  await signIn(mine, company.login, company.password)
  await readyForTheField(mine)
  await loseNetwork(mine)
  await turnTo(mine, `/crew/${gate.code}`)
  await seeOutcomes(mine, 'days.promised', 2)
  await company.endSessions()
  await findNetwork(mine)
  await see(mine, 'crew.locked.text')
  await visit(mine, '/days')
  await see(mine, 'crew.locked.text')
  await seeNot(mine, 'days.registered')
  await look(mine, 'days, to be sent')
  await mine.page.getByRole('link', { name: mine.say('signin.title') }).click()
  await write(mine, 'signin.login', company.login)
  await write(mine, 'signin.password', company.password)
  await tap(mine, 'signin.action')
  await seePage(mine, 'days.title')
  await seeOutcomes(mine, 'days.registered', 2)
})
