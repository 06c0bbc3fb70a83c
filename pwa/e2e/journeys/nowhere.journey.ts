import { seeAccessible, seeComfortable } from '../steps/comfort'
import { see, seePage, visit } from '../steps/way'
import { expect, journeyAlone as journey } from '../world/journey'

journey('an address that leads nowhere says so, and offers home and scanning', async ({ phone }) => {
  const mine = await phone({})
  await visit(mine, '/pp/DX57-RJDA-V998')
  await seePage(mine, 'nowhere.title')
  await see(mine, 'nowhere.text')
  await seeComfortable(mine, 'an address that leads nowhere')
  await seeAccessible(mine, 'an address that leads nowhere')
  expect(await mine.page.getByRole('link', { name: mine.say('home.scan'), exact: true }).getAttribute('href')).toBe('/scan')
  await mine.page.getByRole('main').getByRole('link', { name: mine.say('app.home'), exact: true }).click()
  await seePage(mine, 'home.title')
})
