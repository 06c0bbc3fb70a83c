/** My days: a month as a calendar, on paper, and apart from those of others. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { seeAccessible, seeComfortable, seeUncovered } from '../steps/comfort'
import { newCompany } from '../steps/company'
import { numbersOn, parade, seeOutcomes } from '../steps/crew'
import { seeWellLaidOut } from '../steps/layout'
import { findNetwork, loseNetwork, readyForTheField } from '../steps/network'
import { signIn } from '../steps/portal'
import { openHome, register, scan, see, seeNot, seePage, seeReceipt, tap, visit } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newWorker } from '../world/people'
import type { Phone } from '../world/phone'
import { poster } from '../world/posters'

/** Looks at the screen as the tests of comfort do, and in every size. */
async function look(phone: Phone, screen: string): Promise<void> {
  await seeComfortable(phone, screen)
  await seeAccessible(phone, screen)
  await seeUncovered(phone, screen)
  await seeWellLaidOut(phone, screen)
}

const todayOf = ({ page }: Phone) => page.locator('.month-day[aria-current=date]')
const monthOf = ({ page }: Phone) => page.locator('.month-head h2').innerText()

for (const language of ['ro', 'ar']) {
  journey(`a worker sees the month, goes to a receipt and back, and has the month on paper (${language})`, async ({ phone, origin }) => {
    const gate = await poster(origin)
    const mine = await phone({ language, film: [{ text: gate.link }, { text: newWorker().code }] })
    await openHome(mine)
    await scan(mine)
    await register(mine)
    const number = await seeReceipt(mine)
    await openHome(mine)
    await readyForTheField(mine)
    await mine.page.getByRole('link', { name: mine.say('home.days') }).click()
    await seePage(mine, 'days.title')
    await see(mine, 'days.month.total', { count: 1 })
    expect(await todayOf(mine).getAttribute('aria-label')).toContain(mine.say('days.registered'))
    await look(mine, `month, ${language}`)

    await todayOf(mine).click()
    await mine.page.locator('[aria-selected=true] > [aria-current=date]').waitFor()
    await mine.page.getByRole('main').getByRole('listitem').getByRole('link').click()
    await seeReceipt(mine)
    await mine.page.goBack()
    await mine.page.locator('[aria-selected=true] > [aria-current=date]').waitFor()
    expect(await numbersOn(mine)).toEqual([number])

    const downloading = mine.page.waitForEvent('download')
    await tap(mine, 'days.pdf')
    const download = await downloading
    expect(download.suggestedFilename()).toMatch(/^receipts-\d{4}-\d{2}\.pdf$/)
    const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: readFileSync(await download.path()) }).toString()
    expect(text.replace(/\s/g, '')).toContain(number)
    expect(text).toContain(gate.workplace)

    await loseNetwork(mine)
    await tap(mine, 'days.pdf')
    await see(mine, 'refusal.unreachable.title')
    await mine.page.reload()
    await see(mine, 'days.month.total', { count: 1 })
    await mine.page.emulateMedia({ media: 'print' })
    await seeNot(mine, 'receipt.print')
    expect(await numbersOn(mine)).toEqual([number])
    await mine.page.emulateMedia({ media: 'screen' })
    await findNetwork(mine)
  })
}

journey('the arrows of the keyboard walk through the month, and those of the screen from month to month', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await openHome(mine)
  await scan(mine)
  await register(mine)
  await seeReceipt(mine)
  await visit(mine, '/days')
  const now = await monthOf(mine)
  const focus = () => mine.page.evaluate(() => (document.activeElement as HTMLElement).dataset.day ?? '')
  await todayOf(mine).focus()
  const today = await focus()
  await mine.page.keyboard.press('PageUp')
  await expect.poll(focus).not.toBe(today)
  const before = await focus()
  expect(before < today).toBe(true)
  expect(await monthOf(mine)).not.toBe(now)
  await see(mine, 'days.month.empty')
  await mine.page.keyboard.press('ArrowRight')
  await expect.poll(focus).not.toBe(before)
  expect((await focus()) > before).toBe(true)
  await mine.page.keyboard.press('Enter')
  await mine.page.locator('[aria-selected=true]').waitFor()
  await see(mine, 'days.month.empty_day')
  await look(mine, 'a month without days')
  await mine.page.getByRole('button', { name: mine.say('days.month.after') }).click()
  await expect.poll(() => monthOf(mine)).toBe(now)
  await see(mine, 'days.month.total', { count: 1 })
})

journey('a foreman’s own days and the crew’s are two things; on another phone there is no receipt to print', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const company = await newCompany(origin)
  const mine = await phone({ film: parade([newWorker({ name: 'Ana Exemplu' }), newWorker({ name: 'Ion Exemplu' })]) })
  await signIn(mine, company.login, company.password)
  await visit(mine, `/crew/${gate.code}`)
  await seeOutcomes(mine, 'days.registered', 2)
  await openHome(mine)
  await mine.page.getByText(mine.say('home.crew', { done: 2, all: 2 })).click()
  await seePage(mine, 'days.title')
  expect(await numbersOn(mine)).toHaveLength(2)
  await see(mine, 'days.pdf')
  await look(mine, 'the crew’s month')
  await mine.page.getByRole('radio', { name: mine.say('days.mine') }).check()
  await see(mine, 'days.month.empty')
  expect(await numbersOn(mine)).toEqual([])

  const other = await phone({})
  await signIn(other, company.login, company.password)
  await visit(other, '/days')
  await see(other, 'days.pdf.without', { count: 2 })
  await seeNot(other, 'days.pdf')
  await look(other, 'a month without receipts')
  await readyForTheField(other)
  await loseNetwork(other)
  await other.page.reload()
  await see(other, 'days.month.partly')
  await findNetwork(other)
})
