import { seeAccessible, seeComfortable } from '../steps/comfort'
import { see, seePage, visit } from '../steps/way'
import { expect, journey } from '../world/journey'
import { poster } from '../world/posters'

journey('nothing is found: after six seconds a drawing shows what an L1 is, and help is one tap away', async ({ phone }) => {
  const mine = await phone({ film: [{}] })
  await mine.page.goto('/scan')
  await see(mine, 'scan.none')
  const start = performance.now()
  const drawing = mine.page.getByRole('img', { name: mine.say('help.drawing') })
  expect(await drawing.count()).toBe(0)
  await drawing.waitFor()
  expect(performance.now() - start).toBeGreaterThan(4_500)
  await seeComfortable(mine, 'scan, with a drawing')
  await seeAccessible(mine, 'scan, with a drawing')
  await mine.page.getByRole('link', { name: mine.say('scan.none') }).click()
  await seePage(mine, 'help.title')
  await see(mine, 'help.none.posted')
  await seeComfortable(mine, 'help')
  await seeAccessible(mine, 'help')
  await mine.page.getByRole('link', { name: mine.say('scan.type') }).click()
  await seePage(mine, 'type.title')
  await drawing.waitFor()
})

journey('from the poster to help and back: the place is not lost', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({})
  await mine.page.goto(gate.link)
  await mine.page.getByText(gate.name).waitFor()
  await mine.page.getByRole('link', { name: mine.say('scan.none') }).click()
  await seePage(mine, 'help.title')
  await mine.page.getByRole('link', { name: mine.say('app.back') }).click()
  await mine.page.getByText(gate.name).waitFor()
})

journey('held sideways, the camera’s picture has the height of the screen', async ({ phone }) => {
  const mine = await phone({ film: [{}], size: { width: 740, height: 360 } })
  await visit(mine, '/scan')
  const box = await mine.page.locator('.viewfinder').boundingBox()
  expect(box?.height).toBeGreaterThan(300)
  expect(box && box.y >= 0 && box.y + box.height <= 360).toBe(true)
  await seeComfortable(mine, 'scan, sideways')
})
