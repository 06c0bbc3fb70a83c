import { readyForTheField } from '../steps/network'
import { openHome, register, scan, see, seeNot, seeVerdict, tap } from '../steps/way'
import { expect, journey } from '../world/journey'
import { doorBefore } from '../world/door'
import { newWorker } from '../world/people'
import { poster } from '../world/posters'

journey('a new version arrives while a promise waits: offered calmly, and nothing is lost', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const door = await doorBefore(origin)
  const mine = await phone({ origin: door.origin, film: [{ text: gate.link }, { text: newWorker().code }] })
  mine.witness.expect(/status of 503/)
  await openHome(mine)
  await readyForTheField(mine)
  door.closed = true
  await scan(mine)
  await register(mine)
  await seeVerdict(mine, 'receipt.promised')
  await openHome(mine)
  await seeNot(mine, 'app.update.action')

  door.version = 2
  await openHome(mine)
  await see(mine, 'app.update.text')
  for (const way of ['home.scan', 'home.type'] as const) {
    await mine.page.getByRole('link', { name: mine.say(way), exact: true }).click()
    await mine.page.waitForURL((url) => url.pathname !== '/')
    await seeNot(mine, 'app.update.action')
    await openHome(mine)
    await see(mine, 'app.update.text')
  }
  const anew = mine.page.waitForEvent('load')
  await tap(mine, 'app.update.action')
  await anew
  await see(mine, 'home.today.promised')
  expect(await mine.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting)).toBeNull()

  door.closed = false
  await openHome(mine)
  await see(mine, 'home.today.registered')
  door.remove()
})
