import { seeAccessible, seeComfortable } from '../steps/comfort'
import { seeWellLaidOut } from '../steps/layout'
import { see, seeNot, tap, turnTo } from '../steps/way'
import { behave, fitCameras, hidePage, type Manner, oneCamera, told } from '../world/cameras'
import { expect, journey } from '../world/journey'
import type { Phone, Setup } from '../world/phone'
import { photoOf } from '../world/photo'
import { poster } from '../world/posters'

/** Opens the scanner of a phone whose camera behaves so, one opening after the other; it looks at a poster. */
async function scanWith(phone: (setup: Partial<Setup>) => Promise<Phone>, origin: string, manners: Manner[], setup: Partial<Setup> = {}): Promise<Phone> {
  const gate = await poster(origin)
  const mine = await phone({ film: [{}], ...setup })
  await fitCameras(mine, { cameras: [oneCamera], manners, text: gate.link })
  await mine.page.goto('/scan')
  return mine
}

const openings = async (phone: Phone) => (await told(phone)).opened.length

for (const manner of ['muted', 'frozen', 'black', 'ended'] as const) {
  journey(`a camera that is ${manner} is started anew by itself`, async ({ phone, origin }) => {
    const mine = await scanWith(phone, origin, [manner, 'well'])
    await see(mine, 'scan.read.poster')
    expect(await openings(mine)).toBe(2)
    expect((await told(mine)).open).toBe(1)
    await seeNot(mine, 'camera.blind.title')
    await seeNot(mine, 'camera.stopped.title')
  })
}

for (const manner of ['muted', 'frozen'] as const) {
  journey(`a camera that stays ${manner}: said in words, and started with a tap`, async ({ phone, origin }) => {
    const mine = await scanWith(phone, origin, [manner, manner, 'well'])
    await see(mine, 'camera.blind.title')
    expect(await openings(mine)).toBe(2)
    await seeNot(mine, 'camera.browser.open')
    await seeComfortable(mine, `a camera that is ${manner}`)
    await tap(mine, 'camera.restart')
    await see(mine, 'scan.read.poster')
    await seeNot(mine, 'camera.blind.title')
  })
}

journey('a camera that stays black: said in words, in every look, and over as soon as there is light', async ({ phone, origin }) => {
  const mine = await scanWith(phone, origin, ['black'])
  await see(mine, 'camera.blind.title')
  await see(mine, 'camera.blind.text')
  await seeWellLaidOut(mine, 'a black camera')
  await seeAccessible(mine, 'a black camera')
  await mine.page.setViewportSize({ width: 740, height: 360 })
  await seeComfortable(mine, 'a black camera, on its side')
  expect(await openings(mine)).toBe(2)
  await behave(mine, 'well')
  await see(mine, 'scan.read.poster')
  await seeNot(mine, 'camera.blind.title')
  expect(await openings(mine)).toBe(2)
})

journey('a camera that shows nothing: the photo is a way', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{}] })
  await fitCameras(mine, { cameras: [oneCamera], manners: ['black'] })
  await mine.page.goto('/scan')
  await see(mine, 'camera.blind.title')
  await mine.page.getByLabel(mine.say('camera.photo'), { exact: true }).setInputFiles({ name: 'poster.png', mimeType: 'image/png', buffer: photoOf(gate.link) })
  await see(mine, 'scan.read.poster')
})

journey('a camera that freezes while it reads is started anew, once', async ({ phone, origin }) => {
  const mine = await scanWith(phone, origin, ['well'])
  await see(mine, 'scan.read.poster')
  await behave(mine, 'frozen')
  await see(mine, 'camera.blind.title')
  expect(await openings(mine)).toBe(2)
})

journey('a camera that ends again and again is not started for ever', async ({ phone, origin }) => {
  const mine = await scanWith(phone, origin, ['ended'])
  await see(mine, 'camera.stopped.title')
  await see(mine, 'camera.stopped.text')
  expect(await openings(mine)).toBe(2)
  expect((await told(mine)).open).toBe(0)
  await behave(mine, 'well')
  await tap(mine, 'camera.restart')
  await see(mine, 'scan.read.poster')
})

journey('a camera that another app uses: said in words', async ({ phone, origin }) => {
  const mine = await scanWith(phone, origin, ['busy'])
  await see(mine, 'camera.stopped.text')
  await seeWellLaidOut(mine, 'a camera in use')
  await seeAccessible(mine, 'a camera in use')
})

journey('a camera that never answers, although it is allowed: said in words', async ({ phone, origin }) => {
  const mine = await scanWith(phone, origin, ['silent', 'well'])
  await see(mine, 'camera.blind.title')
  await tap(mine, 'camera.restart')
  await see(mine, 'scan.read.poster')
})

journey('the camera is let go while the page is hidden, and comes back with it', async ({ phone, origin }) => {
  const mine = await scanWith(phone, origin, ['dark', 'well'])
  await expect.poll(async () => (await told(mine)).open).toBe(1)
  await hidePage(mine, true)
  expect((await told(mine)).open).toBe(0)
  await hidePage(mine, false)
  await see(mine, 'scan.read.poster')
  expect(await told(mine)).toMatchObject({ opened: ['main', 'main'], open: 1 })
  await turnTo(mine, '/settings')
  expect((await told(mine)).open).toBe(0)
})

journey('in the app on an iPhone’s home screen the browser is a way', async ({ phone, origin }) => {
  const userAgent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148'
  const gate = await poster(origin)
  const mine = await phone({ film: [{}], userAgent })
  await mine.context.addInitScript(() => Object.assign(navigator, { standalone: true }))
  await fitCameras(mine, { cameras: [oneCamera], manners: ['muted'], text: gate.link })
  await mine.page.goto('/scan')
  await see(mine, 'camera.browser', { host: new URL(origin).host })
  const link = mine.page.getByRole('link', { name: mine.say('camera.browser.open') })
  expect(await link.getAttribute('href')).toBe(`x-safari-${origin}/scan`)
  await seeWellLaidOut(mine, 'a muted camera on the home screen')
  await seeAccessible(mine, 'a muted camera on the home screen')
})
