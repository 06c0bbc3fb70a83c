import { shownReceipt } from '../steps/inspect'
import { keptOn } from '../steps/kept'
import { findNetwork, loseNetwork, readyForTheField } from '../steps/network'
import { signIn } from '../steps/portal'
import { openHome, register, rememberL1, scan, see, seePage, seeReceipt, seeVerdict, tap, turnTo, visit } from '../steps/way'
import { expect, journey, journeyAlone } from '../world/journey'
import { newWorker } from '../world/people'
import { poster } from '../world/posters'

const nothing = { localStorage: [], sessionStorage: [], caches: ['shell'], database: { posters: 0, presences: 0, things: 0 } }

journey('everything is forgotten: names, numbers, ticks, keys, and who was signed in', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await openHome(mine)
  await readyForTheField(mine)
  await scan(mine)
  await register(mine)
  await seeReceipt(mine)
  await rememberL1(mine)
  await mine.page.goto(await shownReceipt(mine, origin))
  await seeVerdict(mine, 'verify.today.title')

  await signIn(mine, 'manager')
  await visit(mine, '/work')
  await expect.poll(async () => (await keptOn(mine)).database['things']).toBe(2)
  await mine.page.goto(`/board/${gate.workplace}/evacuation`)
  await mine.page.getByRole('checkbox').first().check()
  await visit(mine, `/p/${gate.code}`)
  await turnTo(mine, '/settings')
  await mine.page.getByRole('button', { name: 'English', exact: true }).click()
  await expect.poll(() => keptOn(mine)).toEqual({
    localStorage: ['ciaw.clock', 'ciaw.keys', 'ciaw.language', 'ciaw.me', `ciaw.ticks.${gate.workplace}`],
    sessionStorage: ['ciaw.draft', 'ciaw.last'],
    caches: ['keys', 'rolls', 'shell'],
    database: { posters: 1, presences: 1, things: 2 },
  })

  await tap(mine, 'settings.forget')
  await see(mine, 'settings.forget.text')
  await tap(mine, 'settings.forget.yes')
  await see(mine, 'settings.forget.done')
  expect(await keptOn(mine)).toEqual(nothing)
  await mine.page.goto(`/board/${gate.workplace}/evacuation`)
  await see(mine, 'mistake.signed_out')
  expect(await mine.page.getByRole('checkbox').count()).toBe(0)
  await mine.page.goto('/portal')
  await seePage(mine, 'signin.title')
})

journeyAlone('without network too, and a promise that waits is told of and never sent', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await openHome(mine)
  await readyForTheField(mine)
  await loseNetwork(mine)
  await scan(mine)
  await register(mine)
  await seeVerdict(mine, 'receipt.promised')
  await turnTo(mine, '/settings')
  await tap(mine, 'settings.forget')
  await see(mine, 'settings.forget.waiting', { count: 1 })
  await tap(mine, 'settings.forget.yes')
  await see(mine, 'settings.forget.done')
  const { database, sessionStorage } = await keptOn(mine)
  expect({ database, sessionStorage }).toEqual({ database: nothing.database, sessionStorage: [] })

  const asked = mine.witness.urls.length
  await findNetwork(mine)
  await visit(mine, '/days')
  await see(mine, 'days.empty')
  expect(mine.witness.urls.slice(asked).filter((url) => url.includes('/api/v1/presences'))).toEqual([])
})
