import { readFileSync } from 'node:fs'
import { register, see, seePage, seeReceipt } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newWorker } from '../world/people'
import type { Phone } from '../world/phone'
import { photoOf } from '../world/photo'
import { poster } from '../world/posters'

/** Keeps the phone from reading codes itself, as on one too old for it. */
async function withoutDecoder({ context, witness }: Phone): Promise<void> {
  witness.expect(/wasm|ArrayBuffer instantiation/)
  await context.route('**/*.wasm', (route) => route.abort())
}

/** Chooses a photo from the gallery. */
async function choosePhoto({ page, say }: Phone, name: string, buffer: Buffer): Promise<void> {
  const mimeType = name.endsWith('.heic') ? 'image/heic' : 'image/png'
  await page.getByLabel(say('camera.photo'), { exact: true }).setInputFiles({ name, mimeType, buffer })
}

const scansOf = ({ witness }: Phone) => witness.urls.filter((url) => url.endsWith('/api/v1/scans')).length

journey('the camera refused: photos, read on the phone', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({})
  await mine.page.goto('/scan')
  await see(mine, 'camera.refused.title')
  await choosePhoto(mine, 'poster.png', photoOf(gate.link))
  await see(mine, 'scan.read.poster')
  await choosePhoto(mine, 'l1.png', photoOf(newWorker().code))
  await seePage(mine, 'confirm.title')
  await register(mine)
  await seeReceipt(mine)
  expect(scansOf(mine)).toBe(0)
})

journey('the camera refused and no decoder: photos, read by the register', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ serviceWorker: false })
  await withoutDecoder(mine)
  await mine.page.goto('/scan')
  await see(mine, 'camera.refused.title')
  await choosePhoto(mine, 'wall.png', photoOf())
  await see(mine, 'camera.photo.nothing')
  await choosePhoto(mine, 'poster.png', photoOf(gate.link))
  await see(mine, 'scan.read.poster')
  await choosePhoto(mine, 'l1.png', photoOf(newWorker().code))
  await seePage(mine, 'confirm.title')
  await register(mine)
  await seeReceipt(mine)
  expect(scansOf(mine)).toBe(3)
})

journey('a photo in a format that the browser does not know is read by the register', async ({ phone }) => {
  const heic = readFileSync(new URL('../../../qr/testdata/formats/poster.heic', import.meta.url))
  const mine = await phone({})
  await mine.page.goto('/scan')
  await choosePhoto(mine, 'IMG_0001.heic', heic)
  await see(mine, 'scan.read.poster')
  expect(scansOf(mine)).toBe(1)
})

journey('a camera but no decoder: after a while the register reads along', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ serviceWorker: false, film: [{ text: gate.link, seconds: 5 }] })
  await withoutDecoder(mine)
  await mine.page.goto('/scan')
  await see(mine, 'scan.read.poster')
  expect(scansOf(mine)).toBeGreaterThan(0)
})
