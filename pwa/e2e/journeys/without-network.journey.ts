import { findNetwork, loseNetwork, readyForTheField } from '../steps/network'
import { openHome, register, scan, see, seeNot, seeReceipt, seeVerdict } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newWorker } from '../world/people'
import { poster } from '../world/posters'

journey('scanned without network, phone switched off and on, network back: a receipt', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const film = [{ text: gate.link }, { text: newWorker().code }]
  const before = await phone({ film })
  await openHome(before)
  await readyForTheField(before)
  await loseNetwork(before)
  await before.page.reload()
  await scan(before)
  await before.page.getByText(gate.code).waitFor()
  await register(before)
  await seeVerdict(before, 'receipt.promised')
  await seeNot(before, 'receipt.registered')
  await before.off()

  const after = await phone({ film, memory: before.memory })
  await loseNetwork(after)
  await openHome(after)
  await see(after, 'home.today.promised')
  await see(after, 'home.today.waiting', { count: 1 })
  await findNetwork(after)
  await see(after, 'home.today.registered')
  await after.page.getByText(after.say('home.today.registered')).click()
  await seeReceipt(after)
  await after.page.getByText(gate.name).waitFor()
})

journey('two wait; one is refused and does not hold up the other', async ({ phone, origin }) => {
  const closed = await poster(origin, 'closed')
  const open = await poster(origin)
  const mine = await phone({ film: [{ text: newWorker().code }] })
  await openHome(mine)
  await readyForTheField(mine)
  await loseNetwork(mine)
  for (const gate of [closed, open]) {
    await mine.page.goto(gate.link)
    await mine.page.getByRole('button', { name: mine.say('confirm.scan_limosa') }).click()
    await register(mine)
    await seeVerdict(mine, 'receipt.promised')
  }
  await openHome(mine)
  await see(mine, 'home.today.waiting', { count: 2 })
  await findNetwork(mine)
  await see(mine, 'home.today.registered')
  await mine.page.getByRole('link', { name: mine.say('home.days') }).click()
  await see(mine, 'days.refused')
  await see(mine, 'days.registered')
  expect(mine.witness.urls.filter((url) => url.includes('/api/v1/presences/')).length).toBeGreaterThanOrEqual(2)
})
