import { openHome, register, scan, see, seeNot, seePage, seeReceipt, seeVerdict, tap } from '../steps/way'
import { expect, journey } from '../world/journey'
import { dayFromNow, newWorker } from '../world/people'
import type { Phone } from '../world/phone'
import { poster, type PosterState } from '../world/posters'
import type { Key } from '../world/words'

/** A day as the screens write it. */
const written = (day: string) =>
  new Intl.DateTimeFormat('en', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(day))

journey('a code that is neither poster nor L1 is named, and the scan goes on', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const film = ['https://shop.example/soap', gate.link, 'https://issuer.example/l1?nr=24910158641968061', newWorker().code]
  const mine = await phone({ film: film.map((text) => ({ text })) })
  await openHome(mine)
  await mine.page.getByRole('link', { name: mine.say('home.scan'), exact: true }).click()
  await see(mine, 'scan.unknown')
  await seePage(mine, 'confirm.title')
})

journey('an L1 with a wrong number warns, registers, and is remarked', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker({ unlikely: true }).code }] })
  await openHome(mine)
  await scan(mine)
  await see(mine, 'confirm.unlikely.title')
  await register(mine)
  await seeReceipt(mine, 'receipt.remarked')
  await see(mine, 'receipt.remark.limosa_unlikely')
})

journey('an L1 that has ended warns, registers, and is remarked', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const ended = dayFromNow(-10)
  const mine = await phone({ film: [{ text: gate.link }, { text: newWorker({ from: dayFromNow(-90), to: ended }).code }] })
  await openHome(mine)
  await scan(mine)
  const warning = mine.page.getByText(mine.say('confirm.ended.title', { day: '' }).trim())
  await warning.waitFor()
  expect(await warning.innerText()).toContain(written(ended).split(' ').at(-1))
  await register(mine)
  await seeReceipt(mine, 'receipt.remarked')
  await see(mine, 'receipt.remark.limosa_not_active')
})

const places: [PosterState, Key, Key][] = [
  ['closed', 'refusal.workplace_closed.title', 'refusal.workplace_closed.who'],
  ['not_yet', 'refusal.workplace_not_yet_open.title', 'refusal.workplace_not_yet_open.who'],
  ['revoked', 'refusal.poster_revoked.title', 'refusal.poster_revoked.who'],
]
journey.for(places)('the poster of a workplace that is %s', async ([state, title, who], { phone, origin }) => {
  const gate = await poster(origin, state)
  const mine = await phone({ film: [{ text: gate.link }] })
  await mine.page.goto(gate.link)
  await refused(mine, title, who)
})

journey('a poster that the register does not know', async ({ phone, origin }) => {
  const mine = await phone({ film: [{ text: `${origin}/p/7K3M-Q9TD-2XVN` }, { text: newWorker().code }] })
  await openHome(mine)
  await scan(mine)
  await refused(mine, 'refusal.poster_unknown.title', 'refusal.poster_unknown.who')
})

/** Refused before anybody could tap: the word, who can mend it, one action. */
async function refused(phone: Phone, title: Key, who: Key): Promise<void> {
  await seeVerdict(phone, title)
  await see(phone, who)
  await seeNot(phone, 'confirm.register')
  await tap(phone, 'refusal.action.poster')
  await seePage(phone, 'scan.title')
}
