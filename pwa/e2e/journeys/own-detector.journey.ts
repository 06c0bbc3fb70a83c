import { openHome, register, scan, seeReceipt } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newWorker } from '../world/people'
import { poster } from '../world/posters'

/** A detector as Android's browser has one, seeing first one code and then the other. */
const detector = (texts: string[]) => `
  self.BarcodeDetector = class {
    static looks = 0
    static async getSupportedFormats() { return ['qr_code'] }
    async detect(picture) {
      if (!(picture.width > 0)) throw new TypeError('no picture')
      const text = ${JSON.stringify(texts)}[Math.floor(BarcodeDetector.looks++ / 5)]
      return text ? [{ rawValue: text }] : []
    }
  };
`

journey('where the browser reads codes itself, no decoder is fetched', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const worker = newWorker()
  const mine = await phone({ film: [{}], serviceWorker: false })
  await mine.context.route(/\/assets\/worker-.*\.js$/, async (route) => {
    const script = await route.fetch()
    await route.fulfill({ response: script, body: detector([gate.link, worker.code]) + (await script.text()) })
  })
  await openHome(mine)
  await scan(mine)
  await mine.page.getByText(worker.name).waitFor()
  await register(mine)
  await seeReceipt(mine)
  expect(mine.witness.urls.filter((url) => url.endsWith('.wasm'))).toEqual([])
})
