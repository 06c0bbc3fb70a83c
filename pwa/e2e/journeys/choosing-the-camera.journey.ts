import { seeAccessible, seeComfortable } from '../steps/comfort'
import { seeWellLaidOut } from '../steps/layout'
import { see, tap, turnTo } from '../steps/way'
import { type FakeCamera, fitCameras, hidePage, oneCamera, told } from '../world/cameras'
import { expect, journey } from '../world/journey'
import type { Phone } from '../world/phone'
import { poster } from '../world/posters'

const photographic = { zoom: { min: 1, max: 8 } }
const wide: FakeCamera = { id: 'wide', label: 'camera2 2, facing back', facing: 'environment', able: { ...photographic, focusMode: ['manual'], torch: false } }
const tele: FakeCamera = { id: 'tele', label: 'camera2 4, facing back', facing: 'environment', able: { ...photographic, focusMode: ['continuous'], torch: false } }
const main: FakeCamera = { id: 'main', label: 'camera2 0, facing back', facing: 'environment', able: { ...photographic, focusMode: ['continuous', 'manual'], torch: true }, sharp: true }
const self: FakeCamera = { id: 'self', label: 'camera2 1, facing front', facing: 'user' }

const opened = async (phone: Phone) => (await told(phone)).opened

journey('the wide camera opens first and does not focus: the main one is tried, reads, and is remembered', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{}] })
  await fitCameras(mine, { cameras: [wide, self, tele, main], manners: ['well'], text: gate.link })
  await mine.page.goto('/scan')
  await see(mine, 'scan.read.poster')
  expect(await told(mine)).toMatchObject({ opened: ['wide', 'main'], open: 1, setting: { focusMode: 'continuous' } })
  await mine.page.goto('/scan')
  await expect.poll(() => opened(mine)).toEqual(['main'])
  await mine.page.waitForTimeout(2_500)
  expect(await opened(mine)).toEqual(['main'])
})

journey('whatever camera opens first, if it reads, no other is opened', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{}] })
  await fitCameras(mine, { cameras: [{ ...wide, sharp: true }, self, main], manners: ['well'], text: gate.link })
  await mine.page.goto('/scan')
  await see(mine, 'scan.read.poster')
  await mine.page.waitForTimeout(2_500)
  expect(await opened(mine)).toEqual(['wide'])
})

journey('nothing to read: not more than two others are tried, and the best one stays', async ({ phone }) => {
  const mine = await phone({ film: [{}] })
  await fitCameras(mine, { cameras: [wide, { ...wide, id: 'macro', label: 'camera2 3, facing back' }, self, { ...tele, label: 'camera2 5, facing back' }], manners: ['well'] })
  await mine.page.goto('/scan')
  await expect.poll(() => opened(mine)).toEqual(['wide', 'macro', 'tele'])
  await mine.page.waitForTimeout(2_500)
  expect(await told(mine)).toMatchObject({ opened: ['wide', 'macro', 'tele'], open: 1 })
  await mine.page.goto('/scan')
  await expect.poll(() => opened(mine)).toEqual(['tele'])
})

journey('the person changes the camera: it is said, remembered, and forgotten when it is gone', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{}] })
  await fitCameras(mine, { cameras: [main, self, { ...wide, sharp: true }], manners: ['well'] })
  await mine.page.goto('/scan')
  await tap(mine, 'camera.change')
  await see(mine, 'camera.which', { number: 2, of: 2 })
  await seeWellLaidOut(mine, 'a camera of several')
  await seeComfortable(mine, 'a camera of several')
  await seeAccessible(mine, 'a camera of several')
  expect(await opened(mine)).toEqual(['main', 'wide'])
  await mine.page.goto('/scan')
  await expect.poll(() => opened(mine)).toEqual(['wide'])

  await fitCameras(mine, { cameras: [main, self], manners: ['well'], text: gate.link })
  await mine.page.goto('/scan')
  await see(mine, 'scan.read.poster')
  expect(await opened(mine)).toEqual(['main'])
  expect(await mine.page.evaluate(() => localStorage.getItem('ciaw.camera'))).toBeNull()
})

journey('twice as near with one tap', async ({ phone }) => {
  const mine = await phone({ film: [{}] })
  await fitCameras(mine, { cameras: [main, self], manners: ['well'] })
  await mine.page.goto('/scan')
  const nearer = mine.page.getByRole('button', { name: mine.say('camera.zoom') })
  await nearer.click()
  await expect.poll(() => told(mine)).toMatchObject({ setting: { zoom: 2, focusMode: 'continuous', torch: false } })
  expect(await nearer.getAttribute('aria-pressed')).toBe('true')
  await nearer.click()
  await expect.poll(() => told(mine)).toMatchObject({ setting: { zoom: 1 } })
  expect(await mine.page.getByRole('button', { name: mine.say('camera.change') }).count()).toBe(0)
})

journey('in the dark the light is suggested, once; it stays on while scanning, and is off afterwards', async ({ phone }) => {
  const mine = await phone({ film: [{}] })
  await fitCameras(mine, { cameras: [oneCamera, self], manners: ['dark'] })
  await mine.page.goto('/scan')
  await see(mine, 'camera.dark.torch')
  await seeWellLaidOut(mine, 'the light suggested')
  await seeComfortable(mine, 'the light suggested')
  await seeAccessible(mine, 'the light suggested')
  await tap(mine, 'camera.torch')
  await expect.poll(() => told(mine)).toMatchObject({ setting: { torch: true } })
  const word = mine.page.locator('.viewfinder-word')
  await expect.poll(() => word.textContent()).not.toBe(mine.say('camera.dark.torch'))
  // Another app was opened over it: the light is on again with the camera.
  await hidePage(mine, true)
  expect((await told(mine)).open).toBe(0)
  await hidePage(mine, false)
  await expect.poll(() => told(mine)).toMatchObject({ opened: ['main', 'main'], setting: { torch: true } })
  await tap(mine, 'camera.torch')
  await expect.poll(() => told(mine)).toMatchObject({ setting: { torch: false } })
  await mine.page.waitForTimeout(3_000)
  expect(await word.textContent()).not.toBe(mine.say('camera.dark.torch'))
  // Another page and back: it begins without.
  await turnTo(mine, '/settings')
  await turnTo(mine, '/scan')
  await see(mine, 'camera.dark.torch')
  expect((await told(mine)).setting).not.toMatchObject({ torch: true })
})

journey('in the dark without a light: said once nothing was read for a while', async ({ phone }) => {
  const mine = await phone({ film: [{}] })
  await fitCameras(mine, { cameras: [{ ...oneCamera, able: { focusMode: ['continuous'] } }], manners: ['dark'] })
  await mine.page.goto('/scan')
  await see(mine, 'camera.dark')
})
