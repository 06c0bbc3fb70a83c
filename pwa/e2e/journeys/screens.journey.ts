import { seeAccessible, seeComfortable } from '../steps/comfort'
import { shownReceipt } from '../steps/inspect'
import { loseNetwork, readyForTheField } from '../steps/network'
import { openHome, register, rememberL1, scan, see, seePage, seeReceipt, seeVerdict, tap, visit } from '../steps/way'
import { journey } from '../world/journey'
import { dayFromNow, newWorker } from '../world/people'
import type { Phone } from '../world/phone'
import { poster } from '../world/posters'

/** Looks at a screen in every way. */
async function look(phone: Phone, screen: string): Promise<void> {
  await seeComfortable(phone, screen)
  await seeAccessible(phone, screen)
}

journey('every screen of registering can be seen, read and tapped', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const ended = newWorker({ from: dayFromNow(-90), to: dayFromNow(-10) })
  const mine = await phone({ film: [{ text: ended.code, seconds: 8 }, { text: gate.link, seconds: 1 }] })
  await openHome(mine)
  await look(mine, 'home')
  await mine.page.getByRole('link', { name: mine.say('home.scan'), exact: true }).click()
  await see(mine, 'scan.next.poster')
  await look(mine, 'scan')
  await seePage(mine, 'confirm.title')
  await mine.page.getByText(gate.name).waitFor()
  await look(mine, 'confirm, with a warning')
  await register(mine)
  const receipt = await seeReceipt(mine, 'receipt.remarked').then(() => shownReceipt(mine, origin))
  await look(mine, 'receipt, remarked')
  await tap(mine, 'receipt.undo')
  await look(mine, 'undo')
  await tap(mine, 'undo.PLANNING')
  await seeVerdict(mine, 'receipt.cancelled')
  await look(mine, 'receipt, cancelled')
  await mine.page.goto(receipt)
  await seeVerdict(mine, 'verify.today.title')
  await look(mine, 'verify, genuine')
})

journey('so can every other screen', async ({ phone, origin }) => {
  const closed = await poster(origin, 'closed')
  const mine = await phone({})
  const lookAt = async (path: string, screen: string) => {
    await visit(mine, path)
    await look(mine, screen)
  }
  await lookAt('/scan', 'scan, camera refused')
  await lookAt('/days', 'days, empty')
  await lookAt('/days/AAAAAAAAAAAAAAAAAAAAAA', 'receipt, not here')
  await lookAt('/r', 'verify')
  await lookAt('/r#nonsense', 'verify, not a receipt')
  await lookAt('/demo', 'demo')
  await lookAt(`/p/${closed.code}`, 'confirm, refused')
  await lookAt('/settings', 'settings')
  await tap(mine, 'settings.forget')
  await look(mine, 'settings, forgetting')
  await lookAt('/type', 'type')
  await mine.page.getByLabel(mine.say('type.place.label')).fill('7K3M-Q9TD-2XVA')
  await mine.page.getByLabel(mine.say('type.limosa.label')).fill('24910158641968061')
  await look(mine, 'type, with mistakes')
})

journey('so can the screens of a promise', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await openHome(mine)
  await readyForTheField(mine)
  await loseNetwork(mine)
  await scan(mine)
  await look(mine, 'confirm, without network')
  await register(mine)
  await seeVerdict(mine, 'receipt.promised')
  await look(mine, 'receipt, promised')
  await openHome(mine)
  await look(mine, 'home, with a promise')
  await mine.page.getByRole('link', { name: mine.say('home.days') }).click()
  await see(mine, 'days.promised')
  await look(mine, 'days, with a promise')
})

journey('registered: the green screens', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker().code }] })
  await openHome(mine)
  await scan(mine)
  await register(mine)
  await seeReceipt(mine)
  await look(mine, 'receipt, with a question')
  await rememberL1(mine)
  await look(mine, 'receipt')
  await openHome(mine)
  await look(mine, 'home, registered, with an L1')
  await visit(mine, `/p/${gate.code}`)
  await see(mine, 'confirm.double.show')
  await look(mine, 'confirm, registered before')
})
