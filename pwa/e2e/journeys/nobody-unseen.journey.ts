import type { Locator } from 'playwright-core'
import { seeComfortable, seeUncovered } from '../steps/comfort'
import { signIn } from '../steps/portal'
import { openHome, scan, visit } from '../steps/way'
import { expect, journey } from '../world/journey'
import { dayFromNow, newWorker } from '../world/people'
import type { Phone } from '../world/phone'
import { poster } from '../world/posters'

/** Where a page is scrolled to, and what can be seen there with nothing over it. */
interface Look {
  at: number
  name: boolean
  button: boolean
}

/** Runs in the page: scrolls through it and looks. Of the name all must be seen; of the button, as much as a finger needs. */
async function looksHere([name, button]: (Element | null)[]): Promise<Look[]> {
  const seen = (element: Element | null | undefined, part: number) => {
    const box = element?.getBoundingClientRect()
    const hit = box && document.elementFromPoint(box.left + box.width / 2, box.top + box.height * part)
    return !!hit && (!!element?.contains(hit) || hit === element?.parentElement)
  }
  const looks: Look[] = []
  for (let at = 0; at <= document.documentElement.scrollHeight - innerHeight + 40; at += 40) {
    scrollTo({ top: at, behavior: 'instant' })
    await new Promise(requestAnimationFrame)
    looks.push({ at, name: [0.1, 0.5, 0.9].every((part) => seen(name, part)), button: [0.2, 0.5, 0.8].some((part) => seen(button, part)) })
  }
  scrollTo(0, 0)
  return looks
}

/** Looks through the page from its top to its end. */
async function lookThrough({ page }: Phone, name: Locator, button: Locator): Promise<Look[]> {
  const both = await page.evaluateHandle((elements) => elements, [await name.elementHandle(), await button.elementHandle()])
  return both.evaluate(looksHere as (elements: unknown) => Promise<Look[]>)
}

/**
 * Asserts that nobody can be registered unseen: wherever the button can be
 * tapped the name is seen or, where the bar does not stay, the name is the
 * first thing seen and the button can only be reached by scrolling past it.
 */
async function seeWhom(phone: Phone, name: string, stays: boolean): Promise<void> {
  const button = phone.page.getByRole('button', { name: phone.say('confirm.register') })
  const looks = await lookThrough(phone, phone.page.getByText(name, { exact: true }), button)
  expect(looks[0], 'at the top').toMatchObject({ at: 0, name: true })
  expect(looks.some((look) => look.button)).toBe(true)
  if (stays) expect(looks.filter((look) => look.button && !look.name)).toEqual([])
  else expect(await button.evaluate((e) => getComputedStyle(e.closest('.actions') ?? e).position)).toBe('static')
}

/** On which screens the bar stays, and on which it would cover what it is about. */
const screens = [
  { size: { width: 360, height: 740 }, letters: 100, stays: true },
  { size: { width: 320, height: 640 }, letters: 100, stays: true },
  { size: { width: 740, height: 360 }, letters: 100, stays: false },
  { size: { width: 360, height: 740 }, letters: 200, stays: false },
]

journey.for(screens)('whom the tap registers is seen before it, also where the L1 has ended: %j', async ({ size, letters, stays }, { phone, origin }) => {
  const gate = await poster(origin)
  const ended = newWorker({ from: dayFromNow(-90), to: dayFromNow(-10) })
  const mine = await phone({ film: [{ text: gate.link }, { text: ended.code }], size, letters })
  await openHome(mine)
  await scan(mine)
  await mine.page.getByText(gate.name).waitFor()
  await seeWhom(mine, ended.name, stays)
  await seeUncovered(mine, 'confirm')
  await seeComfortable(mine, 'confirm')
  await signIn(mine, 'independent')
  await visit(mine, `/p/${gate.code}`)
  const user = await mine.page.locator('.confirm-name').innerText()
  await seeWhom(mine, user, stays)
})

journey.for(screens)('no bar covers what has the focus: %j', async ({ size, letters }, { phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ size, letters })
  const look = async (path: string, screen: string) => {
    await visit(mine, path)
    await seeUncovered(mine, screen)
  }
  for (const path of ['/', '/type', '/scan', '/r', '/settings']) await look(path, path)
  await signIn(mine, 'manager')
  for (const path of ['/places', `/places/${gate.workplace}`, `/places/${gate.workplace}/edit`]) await look(path, path)
})
