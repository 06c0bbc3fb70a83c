/** Measures how a page is laid out, as it is in the browser: nothing is judged by eye. */
import type { CDPSession } from 'playwright-core'
import { expect } from 'vitest'
import type { Phone } from '../world/phone'

/** A size of the screen, in CSS pixels, and of letters, as a part of what is usual. */
export interface Look {
  name: string
  width: number
  height: number
  text: number
}

/** The looks that every page must bear: the smallest phone, the usual one, that on its side, a desktop, and letters of double size. */
export const looks: Look[] = [
  { name: '320 × 640', width: 320, height: 640, text: 1 },
  { name: '360 × 740', width: 360, height: 740, text: 1 },
  { name: '740 × 360', width: 740, height: 360, text: 1 },
  { name: '1280 × 800', width: 1280, height: 800, text: 1 },
  { name: '360 × 740, text 200 %', width: 360, height: 740, text: 2 },
]

/** The browser's own size of letters, in CSS pixels. */
const usual = { standard: 16, fixed: 13 }

/** Looks at the page that is open in every look, and names what is wrong in each. */
export async function faultsInEveryLook({ page, context }: Phone, screen: string): Promise<string[]> {
  const browser = await context.newCDPSession(page)
  const faults: string[] = []
  for (const look of looks) {
    await wear(page, browser, look)
    const found = await page.evaluate(faultsHere, look.text)
    faults.push(...found.map((fault) => `${screen}, ${look.name}: ${fault}`))
  }
  await wear(page, browser, looks[1] as Look)
  await browser.detach()
  return faults
}

/** Asserts that nothing is wrong with the page that is open, in any look. */
export async function seeWellLaidOut(phone: Phone, screen: string): Promise<void> {
  expect(await faultsInEveryLook(phone, screen)).toEqual([])
}

async function wear(page: Phone['page'], browser: CDPSession, { width, height, text }: Look): Promise<void> {
  await page.setViewportSize({ width, height })
  await browser.send('Page.setFontSizes', { fontSizes: { standard: usual.standard * text, fixed: usual.fixed * text } })
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(undefined)))))
}

/** Runs in the page. */
function faultsHere(text: number): string[] {
  const faults: string[] = []
  const root = document.documentElement
  const name = (element: Element) => `${element.tagName.toLowerCase()}${element.className && typeof element.className === 'string' ? `.${element.className.split(' ')[0]}` : ''} “${(element.textContent ?? '').trim().slice(0, 40)}”`
  // For those who listen only: cut away with all that is in it.
  const isClipped = (element: Element | null): boolean => element !== null && (getComputedStyle(element).clipPath !== 'none' || isClipped(element.parentElement))
  const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !isClipped(element)
  // The lines that a part of a text node takes.
  const linesOf = (node: Text, from: number, to: number) => {
    const range = document.createRange()
    range.setStart(node, from)
    range.setEnd(node, to)
    return new Set([...range.getClientRects()].filter(({ width }) => width > 0.5).map(({ top, height }) => Math.round((top + height / 2) / 4))).size
  }
  if (root.scrollWidth > root.clientWidth) faults.push(`the page is ${root.scrollWidth} wide on ${root.clientWidth}`)
  for (const element of document.querySelectorAll('body *:not(svg *)')) {
    if (!shown(element)) continue
    const box = element.getBoundingClientRect()
    if (box.width > 1 && (box.left < -1 || box.right > root.clientWidth + 1) && !element.closest('[data-scrolls]')) faults.push(`${name(element)} sticks out`)
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const parent = node.parentElement
    if (!parent || !shown(parent) || !node.data.trim()) continue
    const lines = linesOf(node, 0, node.data.length)
    const letters = node.data.trim().length
    if (lines > 3 && letters / lines < 4) faults.push(`${name(parent)} has ${letters} letters on ${lines} lines`)
    if (text > 1 || !parent.closest('button, a.button, [role=button], summary, .home-scan') || parent.closest('bdi')) continue
    for (const word of node.data.matchAll(/[^\s\-–/·]+/g)) {
      if (linesOf(node, word.index, word.index + word[0].length) > 1) faults.push(`the button ${name(parent)} breaks the word “${word[0]}”`)
    }
  }
  for (const control of document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary, [tabindex="0"]')) {
    if (!shown(control) || (control as HTMLButtonElement).disabled) continue
    // As the browser does for whoever gets there with the Tab key.
    control.focus({ preventScroll: true })
    control.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    const target = control.matches('input') ? (control.closest('label') ?? control) : control
    const box = target.getBoundingClientRect()
    if (box.width <= 1 || box.height <= 1) continue
    const at = (y: number) => document.elementFromPoint(box.left + box.width / 2, y)
    const seen = [box.top + Math.min(8, box.height / 3), box.top + box.height / 2].some((y) => {
      const top = at(y)
      return top !== null && (target.contains(top) || top.contains(target))
    })
    if (!seen) faults.push(`${name(target)} is covered by ${at(box.top + box.height / 2) ? name(at(box.top + box.height / 2) as Element) : 'the edge'}`)
  }
  scrollTo(0, 0)
  return [...new Set(faults)]
}
