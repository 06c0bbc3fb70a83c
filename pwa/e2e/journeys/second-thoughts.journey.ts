import { openHome, register, scan, see, seeNot, seePage, seeReceipt, seeVerdict, tap } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newWorker } from '../world/people'
import { poster } from '../world/posters'

journey('the plan has changed: undo, and it no longer counts', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await openHome(mine)
  await scan(mine)
  await register(mine)
  await seeReceipt(mine)
  await tap(mine, 'receipt.undo')
  await tap(mine, 'undo.PLANNING')
  await seeVerdict(mine, 'receipt.cancelled')
  await mine.page.reload()
  await seeVerdict(mine, 'receipt.cancelled')
  await seeNot(mine, 'receipt.undo')
  await openHome(mine)
  await see(mine, 'home.today.none')
})

journey('undone by mistake: registered again at the same place, as the same person, with two taps', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const worker = newWorker()
  const mine = await phone({ film: [{ text: gate.link }, { text: worker.code }] })
  await openHome(mine)
  await scan(mine)
  await register(mine)
  const first = await seeReceipt(mine)
  await tap(mine, 'receipt.undo')
  await tap(mine, 'undo.OTHER')
  await seeVerdict(mine, 'receipt.cancelled')
  await mine.page.reload()
  await tap(mine, 'receipt.again')
  await mine.page.getByText(gate.name).waitFor()
  await mine.page.getByText(worker.name).waitFor()
  await seeNot(mine, 'receipt.already')
  await register(mine)
  expect(await seeReceipt(mine)).not.toBe(first)
})

journey('registered by another phone before: green, with a number of its own, and nothing told', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const film = [{ text: gate.link }, { text: newWorker().code }]
  const foreman = await phone({ film })
  await openHome(foreman)
  await scan(foreman)
  await register(foreman)
  const first = await seeReceipt(foreman)
  await foreman.off()

  const mine = await phone({ film })
  await openHome(mine)
  await scan(mine)
  await register(mine)
  expect(await seeReceipt(mine)).not.toBe(first)
  for (const word of ['receipt.already', 'receipt.remarked', 'receipt.already.first'] as const) await seeNot(mine, word)
})

journey('registered twice with the same phone: amber, and the way to the first', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  const numbers: string[] = []
  for (const word of ['receipt.registered', 'receipt.already'] as const) {
    await openHome(mine)
    await scan(mine)
    await mine.page.getByText(gate.name).waitFor()
    // The second time it is said before the tap.
    expect(await mine.page.getByRole('link', { name: mine.say('confirm.double.show') }).count()).toBe(word === 'receipt.already' ? 1 : 0)
    await register(mine)
    numbers.push(await seeReceipt(mine, word))
  }
  await mine.page.getByRole('link', { name: mine.say('receipt.already.first') }).click()
  await seePage(mine, 'receipt.title')
  expect(await seeReceipt(mine)).toBe(numbers[0])
})
