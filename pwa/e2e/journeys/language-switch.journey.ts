import { seeAccessible, seeComfortable } from '../steps/comfort'
import { openHome, see, seePage, visit } from '../steps/way'
import { expect, journey } from '../world/journey'
import type { Phone } from '../world/phone'
import { poster } from '../world/posters'
import { wordsIn } from '../world/words'

/** The switch on the head of the page, by the name of the language on screen. */
const switchOf = ({ page, say }: Phone, name: string) => page.getByRole('button', { name: say('app.language', { name }), exact: true })

journey('whoever opens a poster’s link is told what this is, and in which language', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ language: 'nl' })
  await mine.page.goto(gate.link)
  await see(mine, 'confirm.about')
  await mine.page.getByText(gate.name).waitFor()
  await switchOf(mine, 'Nederlands').click()
  await seeComfortable(mine, 'poster, languages')
  await seeAccessible(mine, 'poster, languages')
  await mine.page.getByRole('button', { name: 'العربية', exact: true }).click()
  const spoken = { ...mine, say: wordsIn('ar') }
  await see(spoken, 'confirm.about')
  expect(await mine.page.locator('html').getAttribute('dir')).toBe('rtl')
  expect(await mine.page.getByRole('button', { name: 'Română', exact: true }).count()).toBe(0)
  await mine.page.reload()
  await see(spoken, 'confirm.about')
})

journey('the language changes in place: what was typed stays, Escape closes, and the focus is kept', async ({ phone }) => {
  const mine = await phone({ size: { width: 320, height: 640 } })
  await visit(mine, '/type')
  await mine.page.getByLabel(mine.say('type.limosa.label')).fill('24910158641968060')
  const english = switchOf(mine, 'English')
  await english.click()
  await mine.page.keyboard.press('Escape')
  expect(await english.evaluate((e) => e === document.activeElement)).toBe(true)
  await mine.page.keyboard.press('Enter')
  await mine.page.getByRole('button', { name: 'Українська', exact: true }).click()
  const spoken = { ...mine, say: wordsIn('uk') }
  await seePage(spoken, 'type.title')
  expect(await mine.page.getByLabel(spoken.say('type.limosa.label')).inputValue()).toBe('24910158641968060')
  expect(await switchOf(spoken, 'Українська').evaluate((e) => e === document.activeElement)).toBe(true)
  await seeComfortable(mine, 'type, in Ukrainian')
})

journey('every page has the switch, also on the smallest screen', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ size: { width: 320, height: 640 } })
  await openHome(mine)
  for (const path of ['/', '/scan', '/type', '/help', '/days', '/days/AAAAAAAAAAAAAAAAAAAAAA', '/r', '/settings', '/demo', '/in', '/sign-up', `/p/${gate.code}`]) {
    await visit(mine, path)
    await switchOf(mine, 'English').click()
    await seeComfortable(mine, `${path}, languages`)
  }
})
