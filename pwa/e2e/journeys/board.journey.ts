import { seeAccessible, seeComfortable } from '../steps/comfort'
import { arrive, newColleague, registerFor } from '../steps/crowd'
import { signIn } from '../steps/portal'
import { see, seeNot, tap, visit } from '../steps/way'
import { expect, journeyAlone as journey } from '../world/journey'
import { dayFromNow } from '../world/people'
import type { Phone } from '../world/phone'
import { poster } from '../world/posters'
import { wordsIn } from '../world/words'

/** Looks at a screen in every way. */
async function look(phone: Phone, screen: string): Promise<void> {
  await seeComfortable(phone, screen)
  await seeAccessible(phone, screen)
}

/** The tab of those who are not here: before the hour at which most came they are called expected. */
const tabOfMissing = ({ page, say }: Phone) => page.getByRole('button', { name: say('board.missing') }).or(page.getByRole('button', { name: say('board.expected') }))

journey('what is flagged is looked at once for the whole company, and can be taken back', async ({ phone, origin }) => {
  const gate = await poster(origin)
  await arrive(origin, gate.code, { position: { latitude: 50.85, longitude: 4.35, accuracy: 20 } })
  const manager = await phone({})
  const colleague = await newColleague(origin, ['consult', 'workplaces'])
  const other = await phone({ size: { width: 1280, height: 800 } })
  await signIn(manager, 'manager')
  await signIn(other, colleague.login)
  for (const one of [manager, other]) {
    await visit(one, `/board/${gate.workplace}?show=flags`)
    await see(one, 'board.flag.far_away')
  }
  await manager.page.getByRole('button', { name: new RegExp(`^${manager.say('board.look.mark')}`) }).click()
  await see(other, 'board.nobody.flags')
  await see(manager, 'board.nobody.flags')
  await other.page.getByRole('button', { name: other.say('board.look.show', { count: 1 }) }).click()
  await other.page.getByText(other.say('board.look.by', { who: '' }).trim()).waitFor()
  await look(other, 'board, looked at')
  await other.page.getByRole('button', { name: new RegExp(`^${other.say('board.look.undo')}`) }).click()
  await manager.page.getByRole('button', { name: new RegExp(`^${manager.say('board.look.mark')}`) }).waitFor()
})

journey('a row opens: who registered whom, and how; with a remark it says which', async ({ phone, origin }) => {
  const gate = await poster(origin)
  await registerFor(origin, gate.workplace, 'Tess Verzonnen')
  const manager = await phone({})
  await signIn(manager, 'manager')
  await visit(manager, `/board/${gate.workplace}?name=Tess`)
  await manager.page.getByRole('button', { name: 'Tess Verzonnen', exact: true }).click()
  await see(manager, 'board.person.by')
  await see(manager, 'board.person.how')
  await look(manager, 'board, a row open')
  await seeNot(manager, 'board.flag.remarked')
})

journey('from day to day, never beyond today, and no evacuation list of yesterday', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const manager = await phone({})
  await signIn(manager, 'manager')
  await visit(manager, `/board/${gate.workplace}?on=${dayFromNow(3)}`)
  await see(manager, 'evacuation.title')
  const after = manager.page.getByRole('button', { name: manager.say('board.day.after') })
  expect(await after.isDisabled()).toBe(true)
  await manager.page.getByRole('button', { name: manager.say('board.day.before') }).click()
  await manager.page.waitForURL(`**/board/${gate.workplace}?on=${dayFromNow(-1)}`)
  await see(manager, 'board.past.evacuation')
  expect(await manager.page.getByRole('link', { name: manager.say('evacuation.title') }).count()).toBe(0)
  await manager.page.getByRole('button', { name: 'João Exemplo', exact: true }).waitFor()
  await look(manager, 'board, yesterday')
  await after.click()
  await see(manager, 'evacuation.title')
  await manager.page.getByLabel(manager.say('receipt.day'), { exact: true }).fill(dayFromNow(-1))
  await see(manager, 'board.past.evacuation')
  await tap(manager, 'confirm.today')
  await see(manager, 'evacuation.title')
})

journey('a message for who is missing leads to the workplace, in their language, and names nobody', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const manager = await phone({})
  await signIn(manager, 'manager')
  await visit(manager, `/board/${gate.workplace}`)
  await tabOfMissing(manager).click()
  await tap(manager, 'board.ask')
  await manager.page.getByLabel(manager.say('board.ask.language')).selectOption('ro')
  await manager.page.getByText(wordsIn('ro')('board.ask.message', { name: gate.name })).waitFor()
  const sent = await manager.page.getByRole('link', { name: 'WhatsApp' }).getAttribute('href')
  const text = new URL(String(sent)).searchParams.get('text') ?? ''
  expect(text).toMatch(new RegExp(`/w/${gate.workplace}$`))
  expect(text).toContain(gate.name)
  for (const name of ['João', 'Exemplo', 'Verzonnen']) expect(text).not.toContain(name)
  await look(manager, 'board, a message for who is missing')
})

journey('who came when, by hour and by day, as bars and as a table', async ({ phone, origin }) => {
  const gate = await poster(origin)
  await arrive(origin, gate.code)
  const manager = await phone({})
  await signIn(manager, 'manager')
  await visit(manager, `/board/${gate.workplace}`)
  await tap(manager, 'board.plots')
  await see(manager, 'board.plot.hours')
  const tables = manager.page.locator('summary')
  await tables.nth(1).waitFor()
  await tables.nth(1).click()
  const rows = manager.page.getByRole('row').filter({ has: manager.page.locator('td.table-number') })
  await rows.first().waitFor()
  const days = await manager.page.locator('.board-plot').nth(1).getByRole('row').count()
  expect(days).toBe(29)
  const [yesterday, today] = await manager.page.locator('.board-plot').nth(1).locator('tbody td').evaluateAll((cells) => cells.slice(-2).map((cell) => Number(cell.textContent)))
  expect(yesterday).toBeGreaterThan(0)
  expect(today).toBeGreaterThan(0)
  await look(manager, 'board, plots')
})
