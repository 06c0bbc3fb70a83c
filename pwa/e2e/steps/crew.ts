/** What a foreman does: registers a crew, and looks at what became of each. */
import { expect } from 'vitest'
import type { Worker } from '../world/people'
import type { Phone } from '../world/phone'
import type { Key } from '../world/words'

/** A film in which one L1 after another is held before the camera, each so many seconds. */
export const parade = (workers: Worker[], seconds = 1) => workers.map(({ code }) => ({ text: code, seconds }))

/** Waits until so many lines of the list say a word. */
export async function seeOutcomes({ page, say }: Phone, word: Key, count: number): Promise<void> {
  const lines = page.getByRole('listitem').filter({ hasText: say(word) })
  await lines.nth(count - 1).waitFor({ timeout: 45_000 })
  expect(await lines.count()).toBe(count)
}

/** The receipt numbers on the page. */
export async function numbersOn({ page }: Phone): Promise<string[]> {
  const text = (await page.getByRole('main').innerText()).replace(/(?<=\d) (?=\d)/g, '')
  return [...new Set(text.match(/(?<!\d)\d{15}(?!\d)/g) ?? [])]
}
