/** The screens of a company's desk. */
import { newCompany } from './steps/company'
import { arrive, keepMany, registerFor } from './steps/crowd'
import { signIn } from './steps/portal'
import { see, tap, visit } from './steps/way'
import { type Tour, walk } from './tour'

/** Looks at the overview of a new company, and of one with several workplaces. */
export async function tourOfTheDesk(tour: Tour): Promise<void> {
  const { origin, gates } = tour
  await arrive(origin, gates.open.code)
  await registerFor(origin, gates.open.workplace, 'Ana Voorbeeld')
  await walk(tour, [], async (phone, shoot) => {
    const company = await newCompany(origin)
    await signIn(phone, company.login, company.password)
    await see(phone, 'portal.steps')
    await shoot('portal-new')
  })
  await walk(tour, [], async (phone, shoot) => {
    await signIn(phone, 'manager')
    await phone.page.locator('.portal-row').first().waitFor()
    await shoot('portal')
  })
  await keepMany(origin, 'Straat', 8)
  await walk(tour, [], async (phone, shoot) => {
    await signIn(phone, 'manager')
    await phone.page.locator('.portal-row').first().waitFor()
    await shoot('portal-many')
  })
  await walk(tour, [], async (phone, shoot) => {
    await signIn(phone, 'manager')
    await visit(phone, '/presences')
    await shoot('presences')
    await tap(phone, 'presences.period.this_week')
    await shoot('presences-week')
    await tap(phone, 'presences.period.today')
    const first = phone.page.getByRole('rowheader', { name: 'Ana Voorbeeld' }).first()
    await first.getByRole('button').click()
    await see(phone, 'presences.by')
    await shoot('presences-open')
    await phone.page.getByRole('link', { name: phone.say('presences.person') }).click()
    await see(phone, 'presences.person.totals', { days: 1, workplaces: 1 })
    await shoot('person')
  })
}
