import { numbersOn, parade, seeOutcomes } from '../steps/crew'
import { signIn } from '../steps/portal'
import { openHome, register, scan, seeReceipt, visit } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newWorker } from '../world/people'
import { poster } from '../world/posters'

const ten = () => Array.from({ length: 10 }, () => newWorker())

journey('an independent signs in and scans the poster: a receipt, and no L1', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{ text: gate.link }] })
  await signIn(mine, 'independent')
  await openHome(mine)
  await scan(mine)
  await mine.page.getByText('Ivo Fictief').waitFor()
  await register(mine)
  const number = await seeReceipt(mine)
  await visit(mine, '/days')
  expect(await numbersOn(mine)).toContain(number)
})

journey('a crew of ten by film', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const workers = ten()
  const mine = await phone({ film: [{ text: 'https://shop.example/soap', seconds: 0.5 }, ...parade(workers)] })
  await signIn(mine, 'subcontractor')
  const start = performance.now()
  await visit(mine, `/crew/${gate.code}`)
  await seeOutcomes(mine, 'days.registered', 10)
  process.stdout.write(`crew of ten: ${((performance.now() - start) / 1000).toFixed(1)} s\n`)
  expect(await numbersOn(mine)).toHaveLength(10)
  // The film plays over and over: nobody is registered twice.
  await mine.page.waitForTimeout(5_000)
  expect(await mine.page.getByRole('listitem').count()).toBe(10)
})
