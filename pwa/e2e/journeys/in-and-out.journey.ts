import { seeAccessible, seeComfortable } from '../steps/comfort'
import { seeOutcomes } from '../steps/crew'
import { hoursPass, scanAndTap, timesInDays } from '../steps/in-and-out'
import { findNetwork, loseNetwork, readyForTheField } from '../steps/network'
import { signIn } from '../steps/portal'
import { openHome, scan, see, seeNot, seePage, seeReceipt, seeVerdict, tap, visit } from '../steps/way'
import { expect, journey, journeyAlone } from '../world/journey'
import { newWorker } from '../world/people'
import type { Phone } from '../world/phone'
import { poster, timedPoster } from '../world/posters'
import { newFolder, operate, startProgram } from '../world/program'

/** Looks at a screen in every way. */
async function look(phone: Phone, screen: string): Promise<void> {
  await seeComfortable(phone, screen)
  await seeAccessible(phone, screen)
}

journey('a cleaner’s day: in, a pause, a hole in the network, in again, out – and pairs in my days', async ({ phone, origin }) => {
  const gate = await timedPoster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await openHome(mine)
  await readyForTheField(mine)
  await scan(mine)
  await see(mine, 'direction.in')
  await seeNot(mine, 'direction.pause')
  await look(mine, 'confirm, to come in')
  await tap(mine, 'direction.in')
  const numbers = [await seeReceipt(mine)]
  await mine.page.locator('.receipt-direction').filter({ hasText: mine.say('direction.in') }).waitFor()
  await look(mine, 'receipt, in')
  await openHome(mine)
  await mine.page.getByText(/\d\d:\d\d – …/).waitFor()
  await look(mine, 'home, in')

  await loseNetwork(mine)
  await scan(mine)
  await see(mine, 'confirm.pause.hint')
  await look(mine, 'confirm, to go out')
  await tap(mine, 'direction.pause')
  await seeVerdict(mine, 'receipt.promised')
  await look(mine, 'receipt, out promised')
  await scanAndTap(mine, 'direction.in')
  await seeVerdict(mine, 'receipt.promised')
  await visit(mine, '/days')
  await look(mine, 'days, with a promise')
  await findNetwork(mine)
  await expect.poll(async () => (await timesInDays(mine)).filter((time) => time.endsWith(mine.say('days.registered'))).length).toBe(3)

  await scanAndTap(mine, 'direction.out')
  numbers.push(await seeReceipt(mine))
  await mine.page.getByText(/\d\d:\d\d/).first().waitFor()
  await look(mine, 'receipt, out')
  await visit(mine, '/days')
  const words = ['direction.in', 'direction.out', 'direction.in', 'direction.out'] as const
  const read = await timesInDays(mine)
  expect(read.map((time) => time.split(' ')[0])).toEqual(words.map((word) => mine.say(word)))
  await look(mine, 'days, with pairs')
  await openHome(mine)
  await see(mine, 'home.today.registered')
  expect(new Set(numbers).size).toBe(2)
})

journey('where presence is registered once a day nobody is asked about in and out', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await openHome(mine)
  await scan(mine)
  await mine.page.getByText(gate.name).waitFor()
  await see(mine, 'confirm.register')
  for (const word of ['direction.in', 'direction.out', 'direction.pause'] as const) await seeNot(mine, word)
  await tap(mine, 'confirm.register')
  await seeReceipt(mine)
  expect(await mine.page.locator('.receipt-direction').count()).toBe(0)
})

journey('in twice: amber, the first time counts, and OUT is what is likely afterwards', async ({ phone, origin }) => {
  const gate = await timedPoster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await scanAndTap(mine, 'direction.in')
  await seeReceipt(mine)
  await scanAndTap(mine, 'direction.in')
  await seeReceipt(mine, 'receipt.already_in')
  await see(mine, 'receipt.already_timed.text')
  await openHome(mine)
  await scan(mine)
  await see(mine, 'confirm.pause.hint')
  const primary = mine.page.locator('.button-primary')
  expect(await primary.innerText()).toBe(mine.say('direction.out'))
})

journey('the out of yesterday was forgotten: said kindly before the next in, and marked in my days', async ({ phone, origin }) => {
  const gate = await timedPoster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await scanAndTap(mine, 'direction.in')
  await seeReceipt(mine)
  await openHome(mine)
  await hoursPass(mine, 16)
  await scan(mine)
  await see(mine, 'confirm.forgotten.text')
  await seeNot(mine, 'direction.pause')
  await look(mine, 'confirm, an out was forgotten')
  await visit(mine, '/days')
  await see(mine, 'days.forgotten')
  await look(mine, 'days, an out was forgotten')
  await seeNot(mine, 'days.registered')
})

journey('out without in: registered, with a remark', async ({ phone, origin }) => {
  const gate = await timedPoster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await scanAndTap(mine, 'direction.out')
  await seeReceipt(mine, 'receipt.remarked')
  await see(mine, 'receipt.remark.out_without_in')
  await look(mine, 'receipt, out without in')
})

journey('a workplace that this phone does not know: asked afterwards, with the time of the scan', async ({ phone, origin }) => {
  const gate = await timedPoster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await openHome(mine)
  await readyForTheField(mine)
  await loseNetwork(mine)
  await scan(mine)
  await tap(mine, 'confirm.register')
  await seeVerdict(mine, 'receipt.promised')
  await findNetwork(mine)
  await seeVerdict(mine, 'refusal.direction_required.title')
  await look(mine, 'receipt, in or out')
  await tap(mine, 'direction.in')
  await seeReceipt(mine)
})

journey('a crew where everybody registers themselves: said kindly before anything is scanned or sent', async ({ phone, origin }) => {
  const gate = await timedPoster(origin)
  const mine = await phone({})
  await signIn(mine, 'subcontractor')
  await visit(mine, `/crew/${gate.code}`)
  await see(mine, 'refusal.self_only.title')
  await see(mine, 'refusal.self_only.who')
  expect(await mine.page.locator('.viewfinder').count()).toBe(0)
  await look(mine, 'crew, self only')
  await mine.page.goto(gate.link)
  await see(mine, 'direction.in')
  await seeNot(mine, 'crew.mine')
  expect(mine.witness.urls.filter((url) => /presences\/?$/.test(url))).toEqual([])
})

journeyAlone('the board: who is in, who left; the evacuation list has those who are in', async ({ phone, origin }) => {
  const gate = await timedPoster(origin)
  const [stays, leaves] = [newWorker({ name: 'Ana Blijft' }), newWorker({ name: 'Jan Vertrekt' })]
  for (const worker of [stays, leaves]) {
    const theirs = await phone({ film: [{ text: gate.link }, { text: worker.code }] })
    await scanAndTap(theirs, 'direction.in')
    await seeReceipt(theirs)
    if (worker === leaves) {
      await scanAndTap(theirs, 'direction.out')
      await seeReceipt(theirs)
    }
    await theirs.off()
  }
  const mine = await phone({})
  await signIn(mine, 'manager')
  await visit(mine, `/board/${gate.workplace}`)
  const tab = (word: 'board.in' | 'board.left' | 'board.unclosed') => mine.page.getByRole('button', { name: mine.say(word) })
  await expect.poll(() => tab('board.in').locator('strong').innerText()).toBe('1')
  expect(await tab('board.left').locator('strong').innerText()).toBe('1')
  expect(await tab('board.unclosed').locator('strong').innerText()).toBe('0')
  await look(mine, 'board, in and out')
  await tab('board.left').click()
  await mine.page.getByText(/\d\d:\d\d – \d\d:\d\d/).waitFor()
  await look(mine, 'board, left')
  await visit(mine, `/board/${gate.workplace}/evacuation`)
  await see(mine, 'evacuation.left', { count: 1 })
  await visit(mine, '/presences')
  await see(mine, 'direction.out')
  await look(mine, 'presences, in and out')
  await visit(mine, `/places/${gate.workplace}`)
  await see(mine, 'places.takes.timed')
  await look(mine, 'workplace, in and out')
})

journey('in and out on a building site: a crew comes and goes', async ({ phone }) => {
  const program = await startProgram(newFolder(), 0, '--rule=construction-out=2026-01-01')
  const gate = await timedPoster(program.origin)
  const film = [newWorker({ name: 'Prima Exemplu' }), newWorker({ name: 'Secunda Exemplu' })].map(({ code }) => ({ text: code, seconds: 1 }))
  const mine = await phone({ origin: program.origin, film })
  await signIn(mine, 'subcontractor')
  await visit(mine, `/crew/${gate.code}`)
  await seeOutcomes(mine, 'days.registered', 2)
  await look(mine, 'crew, in')
  await tap(mine, 'direction.out')
  await seeOutcomes(mine, 'days.registered', 2)
  await mine.page.getByRole('listitem').filter({ hasText: mine.say('direction.out') }).nth(1).waitFor()
  await visit(mine, '/work')
  await see(mine, 'work.people')
  await seeNot(mine, 'work.days')
  await look(mine, 'work, in and out')
  await mine.page.locator('.button-primary').click()
  // Yesterday's ten, and the two of today, who come back.
  await see(mine, 'work.score', { done: 12, all: 12 })
  await mine.off()
  await program.remove()
})

journey('another authority gives the number: amber until it has, then green', async ({ phone }) => {
  const data = newFolder()
  const program = await startProgram(data, 0, '--authority=simulated:4s')
  operate(data, 'a proof', 'mandate', 'give', 'BE0000000394', 'simulated')
  const gate = await poster(program.origin)
  const mine = await phone({ origin: program.origin, film: [{ text: gate.link }] })
  await signIn(mine, 'independent')
  await openHome(mine)
  await scan(mine)
  await tap(mine, 'confirm.register')
  await seeVerdict(mine, 'receipt.queued')
  await look(mine, 'receipt, queued')
  await openHome(mine)
  await see(mine, 'receipt.queued')
  await look(mine, 'home, queued')
  await see(mine, 'home.today.registered')
  await mine.page.getByText(mine.say('home.today.registered')).click()
  await seePage(mine, 'receipt.title')
  await see(mine, 'receipt.authority')
  await look(mine, 'receipt of an authority')
  await mine.off()
  await program.remove()
})
