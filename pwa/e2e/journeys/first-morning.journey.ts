import { see, openHome, register, scan, seeReceipt, seePage, tap } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newWorker } from '../world/people'
import { poster } from '../world/posters'

journey('the poster, then the L1: a receipt', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const worker = newWorker()
  const mine = await phone({ film: [{ text: gate.link }, { text: worker.code }] })
  await openHome(mine)
  await scan(mine)
  await mine.page.getByText(gate.name).waitFor()
  await mine.page.getByText(worker.name).waitFor()
  await register(mine)
  await seeReceipt(mine)
  await mine.page.getByText(gate.name).waitFor()
  await mine.page.getByRole('img', { name: mine.say('receipt.qr') }).waitFor()
  await openHome(mine)
  await see(mine, 'home.today.registered')
})

journey('the L1 first, one from before 2017, then the poster: a receipt', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const worker = newWorker({ raw: true })
  const mine = await phone({ film: [{ text: worker.code, tilt: -12 }, { text: gate.link, tilt: 20 }] })
  await openHome(mine)
  await scan(mine)
  await mine.page.getByText(worker.employer).waitFor()
  await register(mine)
  await seeReceipt(mine)
})

journey('the poster with the phone’s own camera, then the L1 in the app: a receipt', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const worker = newWorker()
  const mine = await phone({ film: [{ text: worker.code }] })
  await mine.page.goto(gate.link)
  await mine.page.getByText(gate.name).waitFor()
  await tap(mine, 'confirm.scan_limosa')
  await seePage(mine, 'confirm.title')
  await mine.page.getByText(worker.name).waitFor()
  await register(mine)
  const number = await seeReceipt(mine)
  await mine.page.reload()
  expect(await seeReceipt(mine)).toBe(number)
})
