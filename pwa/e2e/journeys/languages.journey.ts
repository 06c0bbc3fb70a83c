import { seeComfortable } from '../steps/comfort'
import { openHome, register, scan, seePage, seeReceipt, tap, turnTo, visit } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newWorker } from '../world/people'
import { poster } from '../world/posters'
import { wordsIn } from '../world/words'

journey('in Arabic, from right to left, from the first screen to the receipt', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const worker = newWorker()
  const mine = await phone({ language: 'ar', film: [{ text: gate.link }, { text: worker.code }] })
  await openHome(mine)
  expect(await mine.page.locator('html').getAttribute('dir')).toBe('rtl')
  expect(await mine.page.locator('html').getAttribute('lang')).toBe('ar')
  await seeComfortable(mine, 'home')
  await scan(mine)
  await mine.page.getByText(worker.name).waitFor()
  await seeComfortable(mine, 'confirm')
  await register(mine)
  await seeReceipt(mine)
  await seeComfortable(mine, 'receipt')
  await tap(mine, 'receipt.undo')
  await seeComfortable(mine, 'undo')
})

const languages = ['nl', 'fr', 'de', 'en', 'ro', 'pt', 'uk', 'pl', 'bg', 'es', 'it', 'sk', 'hu', 'tr', 'ar']

journey('a phone in any of the fifteen languages is spoken to in its own, and everything fits', async ({ phone, origin }) => {
  const closed = await poster(origin, 'closed')
  const mine = await phone({})
  await visit(mine, '/settings')
  for (const code of languages) {
    const spoken = { ...mine, say: wordsIn(code) }
    await mine.page.locator(`button[lang="${code}"]`).click()
    await seePage(spoken, 'settings.title')
    expect(await mine.page.locator('html').getAttribute('lang')).toBe(code)
    for (const path of ['/', '/scan', '/type', '/days', '/r', '/demo', `/p/${closed.code}`, '/settings']) {
      await turnTo(spoken, path)
      await seeComfortable(spoken, `${code}: ${path}`)
    }
  }
  await openHome({ ...mine, say: wordsIn('ar') })
})
