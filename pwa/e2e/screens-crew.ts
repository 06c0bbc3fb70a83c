/** Pictures of the day of a foreman. */
import { parade, seeOutcomes } from './steps/crew'
import { loseNetwork, readyForTheField } from './steps/network'
import { signIn } from './steps/portal'
import { openHome, see, tap, turnTo, visit } from './steps/way'
import { type Tour, walk } from './tour'
import { newWorker } from './world/people'

/** Each tour registers yesterday's crew for another of the coming days. */
let tours = 0

/** The same as last time, oneself from the poster, a crew by L1s, a number that is typed, and all of it without network. */
export function tourOfAForeman(tour: Tour): Promise<void> {
  const crew = [newWorker(), newWorker({ unlikely: true }), newWorker(), newWorker()]
  return walk(tour, parade(crew), async (phone, shoot) => {
    const { page, say } = phone
    await signIn(phone, 'subcontractor')
    await openHome(phone)
    await shoot('home-signed-in')
    await readyForTheField(phone)
    await visit(phone, '/work')
    await see(phone, 'work.people')
    await shoot('work')
    await tap(phone, 'work.other_days')
    await page.locator('.work-each button').nth(0).click()
    await page.locator('.work-each button').nth(++tours).click()
    await shoot('work-days')
    await page.getByRole('button', { name: say('work.register', { count: 10 }) }).click()
    await seeOutcomes(phone, 'days.registered', 10)
    await shoot('work-done')
    await visit(phone, `/p/${tour.gates.open.code}`)
    await see(phone, 'crew.mine')
    await page.getByText(tour.gates.open.name).waitFor()
    await shoot('confirm-signed-in')
    await visit(phone, '/crew')
    await see(phone, 'work.recent')
    await shoot('crew-where')
    await visit(phone, `/crew/${tour.gates.open.code}`)
    await seeOutcomes(phone, 'days.registered', 3)
    await shoot('crew')
    await tap(phone, 'crew.type')
    await page.getByLabel(say('crew.number.label')).fill('80000007751')
    await page.getByLabel(say('crew.name.label')).fill('Tibo Getypt')
    await shoot('crew-typed')
    await loseNetwork(phone)
    await tap(phone, 'confirm.register')
    await seeOutcomes(phone, 'days.promised', 1)
    await shoot('crew-offline')
    await turnTo(phone, '/work')
    await see(phone, 'confirm.seen')
    await shoot('work-offline')
  })
}
