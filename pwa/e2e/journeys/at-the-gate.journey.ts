import { seeAccessible, seeComfortable } from '../steps/comfort'
import { prove, shownReceipt } from '../steps/inspect'
import { shownCode } from '../steps/gate'
import { signIn } from '../steps/portal'
import { openHome, register, scan, see, seeReceipt, tap, visit } from '../steps/way'
import { expect, journeyAlone as journey } from '../world/journey'
import { newWorker } from '../world/people'
import type { Phone } from '../world/phone'
import { poster } from '../world/posters'

/** Looks at a screen in every way. */
async function look(phone: Phone, screen: string): Promise<void> {
  await seeComfortable(phone, screen)
  await seeAccessible(phone, screen)
}

/** What a board says of how somebody came, and whether they were seen. */
const rowOf = (phone: Phone, name: string) => phone.page.getByRole('row').filter({ hasText: name })

journey('a screen at the gate: its code is of this minute, and the board says who came by it', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ size: { width: 1280, height: 800 } })
  await signIn(mine, 'manager')
  await visit(mine, `/places/${gate.workplace}/${gate.code}/print`)
  await tap(mine, 'gate.make')
  const link = await mine.page.getByRole('link', { name: mine.say('gate.open') }).getAttribute('href')
  await see(mine, 'gate.scan')
  await look(mine, 'poster, with a link for a screen')

  const tablet = await phone({ size: { width: 800, height: 1100 } })
  await tablet.page.goto(String(link))
  const shown = await shownCode(tablet, origin)
  expect(shown).toMatch(new RegExp(`/p/${gate.code}\\?s=\\d{6}$`))
  await tablet.page.getByText(gate.name).waitFor()
  await seeComfortable(tablet, 'screen at the gate')
  await tablet.off()

  const [screened, papered] = [newWorker({ name: 'Prima Exemplu' }), newWorker({ name: 'Secunda Exemplu' })]
  for (const [worker, code] of [[screened, shown], [papered, `${gate.link}?s=000000`]] as const) {
    const theirs = await phone({ film: [{ text: code }, { text: worker.code }] })
    await openHome(theirs)
    await scan(theirs)
    await register(theirs)
    await seeReceipt(theirs)
    await theirs.off()
  }
  await visit(mine, `/board/${gate.workplace}`)
  await rowOf(mine, screened.name).getByText(mine.say('board.how.screen')).waitFor()
  await rowOf(mine, papered.name).getByText(mine.say('board.how.poster')).waitFor()
  await look(mine, 'board, with how they came')
})

journey('seen at the gate: with a tap on the board, and by scanning the receipt', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const [tapped, scanned] = [newWorker({ name: 'Tertia Exemplu' }), newWorker({ name: 'Quarta Exemplu' })]
  let receipt = ''
  for (const worker of [tapped, scanned]) {
    const theirs = await phone({ film: [{ text: gate.link }, { text: worker.code }] })
    await openHome(theirs)
    await scan(theirs)
    await register(theirs)
    await seeReceipt(theirs)
    if (worker === scanned) {
      await prove(theirs)
      receipt = await shownReceipt(theirs, origin)
    }
    await theirs.off()
  }
  const mine = await phone({ film: [{ text: receipt }] })
  await signIn(mine, 'manager')
  await visit(mine, `/board/${gate.workplace}`)
  await mine.page.getByRole('button', { name: `${mine.say('board.seen.mark')}: ${tapped.name}` }).click()
  await rowOf(mine, tapped.name).locator('.board-seen').waitFor()
  await mine.page.getByRole('link', { name: mine.say('board.seen.scan') }).click()
  await see(mine, 'board.seen.done')
  await mine.page.getByText(scanned.name).waitFor()
  await look(mine, 'scanning receipts at the gate')
  await visit(mine, `/board/${gate.workplace}`)
  await rowOf(mine, scanned.name).locator('.board-seen').waitFor()
  await look(mine, 'board, seen')
})

journey('half a link for a screen at the gate says so', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const tablet = await phone({})
  await tablet.page.goto(`/gate/${gate.code}#half`)
  await see(tablet, 'gate.broken.title')
  await look(tablet, 'screen at the gate, half a link')
})
