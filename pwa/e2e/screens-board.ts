/** The board of a workplace, its plots, and the roll-call. */
import { arrive, registerFor } from './steps/crowd'
import { signIn } from './steps/portal'
import { see, tap, visit } from './steps/way'
import { type Tour, walk } from './tour'
import { dayFromNow } from './world/people'

/** Looks at the board of a day, and takes pictures on the way. */
export async function tourOfTheBoard(tour: Tour): Promise<void> {
  const { origin, gates } = tour
  const number = gates.open.workplace
  await arrive(origin, gates.open.code, { position: { latitude: 50.85, longitude: 4.35, accuracy: 20 } })
  await registerFor(origin, number, 'Tess Verzonnen')
  await walk(tour, [], async (phone, shoot) => {
    await signIn(phone, 'manager')
    await visit(phone, `/board/${number}`)
    await phone.page.getByRole('button', { name: 'Tess Verzonnen', exact: true }).first().click()
    await shoot('board-row')
    await visit(phone, `/board/${number}?show=flags`)
    await shoot('board-flags')
    await phone.page.getByRole('button', { name: new RegExp(`^${phone.say('board.look.mark')}`) }).first().click()
    await visit(phone, `/board/${number}?show=looked`)
    await shoot('board-looked')
    await visit(phone, `/board/${number}?show=missing`)
    await tap(phone, 'board.ask')
    await see(phone, 'board.ask.language')
    await shoot('board-ask')
    await visit(phone, `/board/${number}?on=${dayFromNow(-1)}`)
    await tap(phone, 'board.plots')
    await phone.page.locator('.board-plot svg').nth(1).waitFor()
    await shoot('board-yesterday')
    await visit(phone, `/board/${number}/evacuation`)
    await tap(phone, 'evacuation.begin')
    await see(phone, 'evacuation.end')
    await tap(phone, 'evacuation.points')
    for (const name of ['Parking Noord', 'Poort Zuid']) {
      await phone.page.getByLabel(phone.say('evacuation.points.name')).fill(`${name} ${tour.language} ${tour.size.width}`)
      await tap(phone, 'evacuation.points.add')
      await phone.page.getByRole('radio', { name: `${name} ${tour.language} ${tour.size.width}` }).check()
    }
    await shoot('evacuation-points')
    await tap(phone, 'evacuation.points')
    await phone.page.getByRole('checkbox', { checked: false }).first().check()
    await phone.page.locator('.evacuation-where').first().waitFor()
    await shoot('evacuation-ticked')
    await tap(phone, 'evacuation.end')
    await shoot('evacuation-ending')
    await tap(phone, 'evacuation.end')
    await see(phone, 'evacuation.title')
    await shoot('evacuation-ended')
  })
}
