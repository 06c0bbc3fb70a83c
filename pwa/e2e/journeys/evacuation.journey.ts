import { seeAccessible, seeComfortable } from '../steps/comfort'
import { arrive, newColleague, registerFor } from '../steps/crowd'
import { findNetwork, loseNetwork, readyForTheField } from '../steps/network'
import { signIn, write } from '../steps/portal'
import { see, seeNot, tap, visit } from '../steps/way'
import { expect, journeyAlone as journey } from '../world/journey'
import type { Phone } from '../world/phone'
import { poster } from '../world/posters'

/** Looks at a screen in every way. */
async function look(phone: Phone, screen: string): Promise<void> {
  await seeComfortable(phone, screen)
  await seeAccessible(phone, screen)
}

const boxes = ({ page }: Phone) => page.getByRole('checkbox')
const left = (phone: Phone, count: number) => see(phone, 'evacuation.left', { count })

journey('the alarm goes: two marshals at two muster points see who is still missing', async ({ phone, origin }) => {
  const gate = await poster(origin)
  for (let n = 0; n < 3; n++) await arrive(origin, gate.code)
  const colleague = await newColleague(origin, ['consult'])
  const manager = await phone({})
  const other = await phone({ size: { width: 390, height: 844 } })
  await signIn(manager, 'manager')
  await signIn(other, colleague.login)
  const list = `/board/${gate.workplace}/evacuation`

  await visit(manager, list)
  await left(manager, 3)
  await tap(manager, 'evacuation.points')
  await write(manager, 'evacuation.points.name', 'Parking Noord')
  await tap(manager, 'evacuation.points.add')
  await manager.page.getByRole('radio', { name: 'Parking Noord' }).check()
  await look(manager, 'evacuation list, muster points')
  await boxes(manager).first().check()
  await left(manager, 2)

  await visit(other, list)
  await left(other, 2)
  await other.page.getByText('Parking Noord', { exact: true }).first().waitFor()
  await other.page.locator('.evacuation-where').getByText('Parking Noord').waitFor()
  await seeNot(other, 'evacuation.points')
  await look(other, 'evacuation list, ticked by another marshal')

  // One loses the network: both go on, and find each other's ticks afterwards.
  await readyForTheField(other)
  await loseNetwork(other)
  await boxes(other).nth(1).check()
  await left(other, 1)
  await see(other, 'evacuation.waiting', { count: 1 })
  await boxes(manager).nth(2).check()
  await left(manager, 1)
  await findNetwork(other)
  await see(other, 'evacuation.all')
  await see(manager, 'evacuation.all')
  await other.page.locator('.evacuation-waiting').waitFor({ state: 'detached' })
  await look(manager, 'evacuation list, everybody found')

  // A slip of the thumb is taken back, for both.
  await boxes(other).nth(1).uncheck()
  await left(manager, 1)
  await left(other, 1)

  await tap(manager, 'evacuation.end')
  await look(manager, 'evacuation list, ending the roll-call')
  await tap(manager, 'evacuation.end')
  await other.page.getByText(other.say('evacuation.ended', { time: '' }).trim()).waitFor()
  expect(await boxes(other).first().isDisabled()).toBe(true)
  await look(other, 'evacuation list, after the roll-call')
  await tap(other, 'evacuation.begin')
  await left(other, 3)
  await left(manager, 3)
})

journey('whoever does not keep the workplace ticks their own people, alone', async ({ phone, origin }) => {
  const gate = await poster(origin)
  await arrive(origin, gate.code)
  await registerFor(origin, gate.workplace, 'Tess Verzonnen', 'subcontractor')
  const mine = await phone({})
  const manager = await phone({})
  await signIn(mine, 'subcontractor')
  await signIn(manager, 'manager')
  for (const one of [mine, manager]) await visit(one, `/board/${gate.workplace}/evacuation`)
  await left(mine, 1)
  await left(manager, 2)
  await mine.page.getByText(mine.say('evacuation.alone')).waitFor()
  await seeNot(mine, 'evacuation.begin')
  await seeNot(mine, 'evacuation.points')
  await boxes(mine).check()
  await see(mine, 'evacuation.all')
  await look(mine, 'evacuation list, ticked alone')
  await mine.page.reload()
  await see(mine, 'evacuation.all')
  await tap(mine, 'evacuation.anew')
  await see(mine, 'evacuation.anew.text')
  await tap(mine, 'evacuation.anew')
  await left(mine, 1)
  await left(manager, 2)
})

journey('a tick that the register does not take is not taken back in silence', async ({ phone, origin }) => {
  const gate = await poster(origin)
  await arrive(origin, gate.code)
  const manager = await phone({ serviceWorker: false })
  await signIn(manager, 'manager')
  let takes = false
  await manager.context.route('**/ticks/*', async (route) => {
    if (takes) return route.continue()
    await route.fulfill({ status: 404, contentType: 'application/problem+json', body: JSON.stringify({ code: 'presence_unknown', status: 404 }) })
  })
  await visit(manager, `/board/${gate.workplace}/evacuation`)
  const [words = ''] = manager.say('evacuation.refused', { name: '#' }).split('#')
  const box = boxes(manager).first()
  await box.check()
  await manager.page.getByText(words).waitFor()
  await expect.poll(() => box.isChecked()).toBe(false)
  await look(manager, 'evacuation list, a tick refused')
  takes = true
  await box.check()
  await manager.page.getByText(words).waitFor({ state: 'detached' })
  expect(await box.isChecked()).toBe(true)
})
