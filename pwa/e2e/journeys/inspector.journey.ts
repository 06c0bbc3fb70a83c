import { seeAccessible, seeComfortable } from '../steps/comfort'
import { forged, prove, shownReceipt } from '../steps/inspect'
import { loseNetwork, readyForTheField } from '../steps/network'
import { openHome, register, scan, see, seeNot, seeReceipt, seeVerdict, tap } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newWorker } from '../world/people'
import { poster } from '../world/posters'

journey('an inspector without network: genuine, this person’s; forged ones are found out', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const worker = newWorker()
  const mine = await phone({ film: [{ text: gate.link }, { text: worker.code }] })
  await openHome(mine)
  await scan(mine)
  await register(mine)
  const number = await seeReceipt(mine)
  const receipt = await shownReceipt(mine, origin)
  expect(receipt).not.toContain(worker.number)
  expect(receipt).not.toContain('~')
  await prove(mine)
  const proof = await shownReceipt(mine, origin)
  expect(proof.startsWith(`${receipt}~`)).toBe(true)
  await seeComfortable(mine, 'receipt, with the proof')
  await seeAccessible(mine, 'receipt, with the proof')
  await tap(mine, 'receipt.proof.hide')
  await expect.poll(() => shownReceipt(mine, origin)).toBe(receipt)
  await mine.off()

  const inspector = await phone({ film: [{ text: proof, seconds: 2, tilt: 4 }, { text: worker.code }] })
  await inspector.page.goto('/r')
  await see(inspector, 'verify.keys.ready', { host: new URL(origin).host })
  await readyForTheField(inspector)
  await loseNetwork(inspector)
  await inspector.page.reload()
  await tap(inspector, 'verify.scan')
  await seeVerdict(inspector, 'verify.today.title')
  expect((await inspector.page.getByRole('main').innerText()).replace(/\s/g, '')).toContain(number)
  await inspector.page.getByText(gate.workplace).waitFor()
  await see(inspector, 'verify.cancelled_unknown')
  expect(await inspector.page.getByRole('main').innerText()).not.toContain(worker.name)
  await tap(inspector, 'verify.person.scan')
  await see(inspector, 'verify.person.same.title')

  await inspector.page.goto(forged(receipt))
  await seeVerdict(inspector, 'verify.forged.title')
  await seeNot(inspector, 'verify.today.title')
  await inspector.page.goto('/r#eyJhbGciOiJub25lIn0.eyJqdGkiOiIxIn0.')
  await see(inspector, 'verify.not_receipt.title')
  await seeNot(inspector, 'verify.today.title')
})

journey('a receipt whose holder has not shown whose it is: genuine, and nothing to try numbers with', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await openHome(mine)
  await scan(mine)
  await register(mine)
  await seeReceipt(mine)
  const receipt = await shownReceipt(mine, origin)

  const inspector = await phone({})
  await inspector.page.goto(receipt)
  await seeVerdict(inspector, 'verify.today.title')
  await see(inspector, 'verify.person.closed.title')
  await seeComfortable(inspector, 'verify, whose it is is not shown')
  await seeAccessible(inspector, 'verify, whose it is is not shown')
  await seeNot(inspector, 'verify.person.scan')
  expect(inspector.witness.urls.filter((url) => url.includes('/presences'))).toEqual([])
})

journey('the receipt of one, the L1 of another', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await openHome(mine)
  await scan(mine)
  await register(mine)
  await seeReceipt(mine)
  await prove(mine)
  const receipt = await shownReceipt(mine, origin)

  const inspector = await phone({ film: [{ text: newWorker().code }] })
  await inspector.page.goto(receipt)
  await seeVerdict(inspector, 'verify.today.title')
  await tap(inspector, 'verify.person.scan')
  await see(inspector, 'verify.person.other.title')
})
