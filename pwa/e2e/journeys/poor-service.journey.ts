import { openHome, register, scan, see, seeReceipt, seeVerdict, tap } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newWorker } from '../world/people'
import { poster } from '../world/posters'
import { newFolder, startProgram } from '../world/program'

journey('the register is down at seven and comes back', async ({ phone }) => {
  const before = await startProgram(newFolder())
  const { origin, data, port } = before
  const gate = await poster(origin)
  const mine = await phone({ origin, film: [{ text: gate.link }, { text: newWorker().code }] })
  await openHome(mine)
  await scan(mine)
  await mine.page.getByText(gate.name).waitFor()
  await before.stop()
  await register(mine)
  await seeVerdict(mine, 'receipt.promised')
  const after = await startProgram(data, port)
  await tap(mine, 'receipt.promised.try')
  await seeReceipt(mine)
  await after.remove()
})

journey('the answer is lost on the way: the same receipt comes the second time', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ serviceWorker: false, film: [{ text: gate.link }, { text: newWorker().code }] })
  const issued: string[] = []
  await mine.context.route('**/api/v1/presences/*', async (route) => {
    const answer = await route.fetch()
    issued.push(((await answer.json()) as { receiptNumber: string }).receiptNumber)
    if (issued.length === 1) await route.abort('connectionreset')
    else await route.fulfill({ response: answer })
  })
  await openHome(mine)
  await scan(mine)
  await register(mine)
  const number = await seeReceipt(mine)
  expect(new Set(issued)).toEqual(new Set([number]))
  expect(issued.length).toBeGreaterThan(1)
})

journey('an impatient thumb registers once', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await openHome(mine)
  await scan(mine)
  await mine.page.getByRole('button', { name: mine.say('confirm.register') }).dblclick()
  await seeReceipt(mine)
  await openHome(mine)
  await mine.page.getByRole('link', { name: mine.say('home.days') }).click()
  await see(mine, 'days.registered')
  expect(await mine.page.getByRole('listitem').count()).toBe(1)
})
