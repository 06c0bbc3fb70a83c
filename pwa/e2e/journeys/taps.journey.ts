import type { Locator } from 'playwright-core'
import { openHome, see, seePage, seeReceipt, seeVerdict } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newWorker } from '../world/people'
import type { Phone } from '../world/phone'
import { posters } from '../world/posters'
import type { Key } from '../world/words'

/** Taps like somebody who does not scroll: what is to be tapped must be in view as a whole. Counts the taps. */
function finger({ page, say }: Phone) {
  let taps = 0
  const on = async (target: Locator) => {
    await target.waitFor()
    const box = await target.boundingBox()
    const height = page.viewportSize()?.height ?? 0
    expect(box && box.y >= 0 && box.y + box.height <= height, `${await target.innerText()} at ${box?.y} of ${height}`).toBe(true)
    taps++
    await target.click()
  }
  return {
    button: (key: Key) => on(page.getByRole('button', { name: say(key), exact: true })),
    link: (key: Key) => on(page.getByRole('link', { name: say(key), exact: true })),
    count: () => {
      const counted = taps
      taps = 0
      return counted
    },
  }
}

journey('counted: two taps the first morning, one the second, two to undo, and no scrolling', async ({ phone, origin }) => {
  const [here, there] = await posters(origin)
  if (!here || !there) throw new Error('the demo has too few workplaces')
  const worker = newWorker()
  const first = await phone({ film: [{ text: here.link }, { text: worker.code }] })
  const tap = finger(first)
  await openHome(first)
  await tap.link('home.scan')
  await seePage(first, 'confirm.title')
  await first.page.getByText(here.name).waitFor()
  await first.page.evaluate(() => scrollTo(0, 9_999))
  await tap.button('confirm.register')
  await seeReceipt(first)
  // However far the page before was scrolled, the next one begins at its top.
  expect(await first.page.evaluate(() => scrollY)).toBe(0)
  expect(tap.count()).toBe(2)
  await tap.button('receipt.remember.yes')
  await see(first, 'receipt.remember.done')
  await first.off()

  // With the phone's own camera: no film, and the app's is not asked for.
  const next = await phone({ memory: first.memory })
  const again = finger(next)
  await next.page.goto(there.link)
  await next.page.getByText(worker.name).waitFor()
  await again.button('confirm.register')
  await seeReceipt(next)
  expect(again.count()).toBe(1)

  await again.button('receipt.undo')
  await again.button('undo.PLANNING')
  await seeVerdict(next, 'receipt.cancelled')
  expect(again.count()).toBe(2)
})
