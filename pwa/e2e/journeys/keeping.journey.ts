import { readFileSync } from 'node:fs'
import { seeAccessible, seeComfortable } from '../steps/comfort'
import { prove } from '../steps/inspect'
import { loseNetwork } from '../steps/network'
import { openHome, register, rememberL1, scan, see, seeNot, seeReceipt, tap } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newWorker } from '../world/people'
import type { Phone } from '../world/phone'
import { posters } from '../world/posters'

/** What is on the paper when the page is printed: its texts, how many codes, and how many pages of A5. */
async function printed({ page }: Phone): Promise<{ text: string; codes: number; sheets: number }> {
  await page.emulateMedia({ media: 'print' })
  const text = await page.locator('body').innerText()
  const codes = await page.locator('.receipt-qr').filter({ visible: true }).count()
  const pdf = (await page.pdf({ format: 'A5' })).toString('latin1')
  await page.emulateMedia({ media: null })
  return { text, codes, sheets: pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0 }
}

journey('a receipt is printed on one small page with its code, and without the proof of whose it is', async ({ phone, origin }) => {
  const [gate] = await posters(origin)
  if (!gate) throw new Error('the demo has no workplace')
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await openHome(mine)
  await scan(mine)
  await register(mine)
  await seeReceipt(mine)
  await mine.page.getByRole('img', { name: mine.say('receipt.qr') }).and(mine.page.locator('[aria-busy=false]')).waitFor()
  const paper = await printed(mine)
  expect(paper).toMatchObject({ codes: 1, sheets: 1 })
  for (const word of ['receipt.registered', 'receipt.number', 'receipt.workplace'] as const) expect(paper.text).toContain(mine.say(word))
  for (const word of ['receipt.undo', 'receipt.remember', 'receipt.print', 'receipt.colleague', 'receipt.done'] as const) {
    expect(paper.text).not.toContain(mine.say(word))
  }
  // White on green is white on white where no grounds are printed.
  await mine.page.emulateMedia({ media: 'print' })
  expect(await mine.page.locator('.verdict').evaluate((e) => getComputedStyle(e).color)).toBe('rgb(0, 0, 0)')
  await mine.page.emulateMedia({ media: null })
  await prove(mine)
  expect((await printed(mine)).codes).toBe(0)
})

journey('a receipt is saved as PDF, which an inspector can scan; without network it is said, and nothing is lost', async ({ phone, origin }) => {
  const [gate] = await posters(origin)
  if (!gate) throw new Error('the demo has no workplace')
  const mine = await phone({ language: 'ar', film: [{ text: gate.link }, { text: newWorker().code }] })
  await openHome(mine)
  await scan(mine)
  await register(mine)
  const number = await seeReceipt(mine)
  const downloading = mine.page.waitForEvent('download')
  await tap(mine, 'receipt.pdf')
  const download = await downloading
  expect(download.suggestedFilename()).toBe(`receipt-${number}.pdf`)
  const pdf = readFileSync(await download.path())
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  await loseNetwork(mine)
  await tap(mine, 'receipt.pdf')
  await see(mine, 'refusal.unreachable.title')
  await seeComfortable(mine, 'receipt, no PDF')
  await seeReceipt(mine)
})

/** Has the browser offer to install the app, and counts how often it is taken. */
async function offerToInstall({ page }: Phone): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const event = new Event('beforeinstallprompt', { cancelable: true })
    Object.assign(event, { prompt: async () => document.documentElement.setAttribute('data-installed', '1') })
    dispatchEvent(event)
    document.documentElement.setAttribute('data-held', String(event.defaultPrevented))
  })
  expect(await page.locator('html').getAttribute('data-held')).toBe('true')
  return async () => Number((await page.locator('html').getAttribute('data-installed')) ?? 0)
}

journey.for(['install.yes', 'install.no'] as const)('the home screen is offered on the second receipt, once: %s', async (answer, { phone, origin }) => {
  const [here, there] = await posters(origin)
  if (!here || !there) throw new Error('the demo has too few workplaces')
  const worker = newWorker()
  const mine = await phone({ film: [{ text: here.link }, { text: worker.code }] })
  await openHome(mine)
  const taken = await offerToInstall(mine)
  await scan(mine)
  await register(mine)
  await seeReceipt(mine)
  await seeNot(mine, 'install.title')
  await rememberL1(mine)
  const again = async (code: string) => {
    await mine.page.evaluate((path) => {
      history.pushState(null, '', path)
      dispatchEvent(new PopStateEvent('popstate'))
    }, `/p/${code}`)
    await mine.page.getByText(worker.name).waitFor()
    await register(mine)
    await mine.page.waitForURL('**/days/*')
  }
  await again(there.code)
  await seeReceipt(mine)
  await see(mine, 'install.title')
  await seeComfortable(mine, 'receipt, with an invitation')
  await seeAccessible(mine, 'receipt, with an invitation')
  await tap(mine, answer)
  await seeNot(mine, 'install.title')
  expect(await taken()).toBe(answer === 'install.yes' ? 1 : 0)
  await offerToInstall(mine)
  await again(here.code)
  await seeReceipt(mine, 'receipt.already')
  await seeNot(mine, 'install.title')
})

journey('a store that was lost while the phone slept is opened anew: the promise is kept, and sent', async ({ phone, origin }) => {
  const [gate] = await posters(origin)
  if (!gate) throw new Error('the demo has no workplace')
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await mine.page.addInitScript(() => {
    const { transaction } = IDBDatabase.prototype
    const awake = new WeakMap<IDBDatabase, number>()
    const clock = self as unknown as { slept?: number }
    IDBDatabase.prototype.transaction = function (...asked) {
      if (!awake.has(this)) awake.set(this, clock.slept ?? 0)
      if (awake.get(this) !== (clock.slept ?? 0)) throw new DOMException('The database connection is closing.', 'InvalidStateError')
      return transaction.apply(this, asked)
    }
  })
  await openHome(mine)
  await scan(mine)
  await mine.page.evaluate(() => ((self as unknown as { slept: number }).slept = 1))
  await register(mine)
  await seeReceipt(mine)
  await mine.page.evaluate(() => ((self as unknown as { slept: number }).slept = 2))
  await mine.page.getByRole('link', { name: mine.say('receipt.done') }).click()
  await mine.page.getByText(mine.say('home.today.registered')).first().waitFor()
})

/** The window in which another app on Android opens a link. */
const ofAnotherApp =
  'Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36'

journey('in the window of another app, which saves nothing, the receipt is shown to be kept, and the file can be shared', async ({ phone, origin }) => {
  const [gate] = await posters(origin)
  if (!gate) throw new Error('the demo has no workplace')
  const mine = await phone({ language: 'ro', userAgent: ofAnotherApp, film: [{ text: gate.link }, { text: newWorker().code }] })
  await mine.page.addInitScript(() => {
    const shared: string[] = []
    Object.assign(self, { shared })
    Object.defineProperty(navigator, 'canShare', { value: () => true })
    Object.defineProperty(navigator, 'share', {
      value: ({ files, text }: ShareData) => {
        shared.push(files?.[0]?.name ?? text ?? '')
        // With a text the other app takes no file; alone it does.
        return files && text ? Promise.reject(new DOMException('not here', 'NotAllowedError')) : Promise.resolve()
      },
    })
  })
  const shared = () => mine.page.evaluate(() => (self as unknown as { shared: string[] }).shared)
  await openHome(mine)
  await scan(mine)
  await register(mine)
  const number = await seeReceipt(mine)
  await seeNot(mine, 'receipt.print')
  await tap(mine, 'receipt.save')
  const shown = mine.page.getByRole('dialog', { name: mine.say('files.title') })
  await shown.getByText(mine.say('files.picture')).waitFor()
  const picture = shown.getByRole('img')
  await picture.waitFor()
  expect(await picture.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth)).toBe(1080)
  await seeComfortable(mine, 'a picture shown')
  await seeAccessible(mine, 'a picture shown')
  await shown.getByRole('button', { name: mine.say('files.close') }).click()
  await shown.waitFor({ state: 'detached' })

  await tap(mine, 'receipt.pdf')
  await shown.getByText(mine.say('files.other')).waitFor()
  await shown.getByRole('button', { name: mine.say('files.share') }).click()
  await shown.waitFor({ state: 'detached' })
  expect(await shared()).toEqual([`receipt-${number}.pdf`])

  await tap(mine, 'receipt.share')
  await expect.poll(shared).toHaveLength(3)
  expect((await shared()).slice(1)).toEqual([`receipt-${number}.png`, expect.stringContaining(mine.say('receipt.share.text', { number: '', workplace: '', day: '' }).slice(0, 4))])
})
