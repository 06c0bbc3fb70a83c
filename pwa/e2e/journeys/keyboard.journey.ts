import type { Locator } from 'playwright-core'
import { openHome, seePage, seeReceipt, seeVerdict } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newWorker } from '../world/people'
import type { Phone } from '../world/phone'
import { poster } from '../world/posters'

/** Presses Tab until the element has the focus, and sees that the focus shows. */
async function reach({ page }: Phone, element: Locator): Promise<void> {
  await element.waitFor()
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab')
    if (!(await element.evaluate((e) => e === document.activeElement))) continue
    const outline = await element.evaluate((e) => Number.parseFloat(getComputedStyle(e).outlineWidth))
    expect(outline).toBeGreaterThanOrEqual(2)
    return
  }
  throw new Error(`Tab does not reach ${element}`)
}

journey('with a keyboard only: typed, registered, undone', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({})
  const { page, say } = mine
  const press = async (element: Locator, key: string) => {
    await reach(mine, element)
    await page.keyboard.press(key)
  }
  await openHome(mine)
  await press(page.getByRole('link', { name: say('home.scan'), exact: true }), 'Enter')
  await seePage(mine, 'scan.title')
  await press(page.getByRole('link', { name: say('scan.type') }), 'Enter')
  await reach(mine, page.getByLabel(say('type.place.label')))
  await page.keyboard.type(gate.code.toLowerCase())
  await reach(mine, page.getByLabel(say('type.limosa.label')))
  await page.keyboard.type(newWorker().number)
  await press(page.getByRole('button', { name: say('type.next') }), 'Enter')
  await page.getByText(gate.name).waitFor()
  await press(page.getByRole('button', { name: say('confirm.register') }), 'Enter')
  await seeReceipt(mine)
  await press(page.getByRole('button', { name: say('receipt.remember.yes') }), 'Enter')
  await page.getByText(say('receipt.remember.done')).waitFor()
  await press(page.getByRole('button', { name: say('receipt.undo') }), 'Enter')
  await press(page.getByRole('button', { name: say('undo.OTHER') }), 'Space')
  await seeVerdict(mine, 'receipt.cancelled')
  await press(page.getByRole('link', { name: say('receipt.done') }), 'Enter')
  await seePage(mine, 'home.title')
  expect(mine.witness.urls.some((url) => url.includes('/api/v1/scans'))).toBe(false)
})
