/** Looking at a screen as somebody would who sees, hears or taps badly. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect } from 'vitest'
import type { Phone } from '../world/phone'

/** Asserts that axe finds nothing on the screen, in light and in dark. */
export async function seeAccessible({ page }: Phone, screen: string): Promise<void> {
  const axe = () => new AxeBuilder({ page }).setLegacyMode()
  const looks = {
    // Only colours differ in the dark.
    dark: axe().withRules(['color-contrast', 'color-contrast-enhanced']),
    light: axe().options({ rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } } }),
  }
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await looks[colorScheme].analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
    expect(found, `${screen}, ${colorScheme}`).toEqual([])
  }
}

/** Asserts that nothing sticks out sideways, is too small to tap with gloves or too small to read. */
export async function seeComfortable({ page }: Phone, screen: string): Promise<void> {
  const discomforts = await page.evaluate(discomfortsHere)
  expect(discomforts, screen).toEqual([])
}

/** Asserts that whatever takes the focus comes to rest where nothing covers it, however far the page is scrolled. */
export async function seeUncovered({ page }: Phone, screen: string): Promise<void> {
  expect(await page.evaluate(coveredHere), screen).toEqual([])
}

/** Runs in the page: the controls that something else lies over once they have the focus. */
function coveredHere(): string[] {
  const found: string[] = []
  const controls = [...document.querySelectorAll<HTMLElement>('main a, main button, main input, main select, main textarea')]
  for (const control of [...controls, ...controls.toReversed()]) {
    const target = control.closest('label') ?? control
    if (!target.checkVisibility({ visibilityProperty: true }) || control.matches(':disabled')) continue
    control.focus()
    const box = control.getBoundingClientRect()
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
    const top = document.elementFromPoint(x, y)
    if (!top || !(target.contains(top) || top.contains(target))) found.push(`“${target.textContent?.trim().slice(0, 40)}” at ${Math.round(y)} of ${innerHeight}`)
  }
  return found
}

/** Runs in the page. Sizes in CSS pixels. */
function discomfortsHere(): string[] {
  const found: string[] = []
  const name = (element: Element) => `${element.tagName.toLowerCase()} “${element.textContent?.trim().slice(0, 40)}”`
  const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} wide on ${root.clientWidth}`)
  for (const element of document.querySelectorAll('body *')) {
    if (!shown(element)) continue
    const box = element.getBoundingClientRect()
    if (box.width <= 1 || box.height <= 1) continue
    if (box.left < -1 || box.right > root.clientWidth + 1) found.push(`${name(element)} sticks out`)
    const tapped = element.closest('label') ?? element
    const target = tapped.getBoundingClientRect()
    if (element.matches('a, button, input, select') && Math.min(target.width, target.height) < 48) {
      found.push(`${name(element)} is ${Math.round(target.width)} × ${Math.round(target.height)}`)
    }
    const speaks = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
    const size = Number.parseFloat(getComputedStyle(element).fontSize)
    if (speaks && size < 18) found.push(`${name(element)} is written in ${size} px`)
  }
  return found
}
