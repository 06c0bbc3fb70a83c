import { seeAccessible, seeComfortable } from '../steps/comfort'
import { newColleague } from '../steps/crowd'
import { giveAuthenticator, signIn, write } from '../steps/portal'
import { see, seeNot, seePage, tap, visit } from '../steps/way'
import { expect, journey } from '../world/journey'
import type { Phone } from '../world/phone'

/** Looks at a screen in every way. */
async function look(phone: Phone, screen: string): Promise<void> {
  await seeComfortable(phone, screen)
  await seeAccessible(phone, screen)
}

/** The number of a company that no journey had before. */
let companies = 0
function newCompany(): string {
  const eight = 1000 + companies++ + (Date.now() % 90_000) * 100
  return String(eight).padStart(8, '0') + String(97 - (eight % 97)).padStart(2, '0')
}

journey('a company, an invitation, a passkey, and an entitlement that comes and goes', async ({ phone }) => {
  const [nora, carl] = [await phone({}), await phone({})]
  const login = `nora${companies}.${Date.now()}`
  // The address of earlier releases.
  await nora.page.goto('/found')
  await seePage(nora, 'found.title')
  await nora.page.goto('/in')
  await nora.page.getByRole('link', { name: nora.say('signin.found') }).click()
  await seePage(nora, 'found.title')
  expect(new URL(nora.page.url()).pathname).toBe('/sign-up')
  await look(nora, 'found')
  await write(nora, 'found.number', newCompany())
  await write(nora, 'found.company', 'Nieuw Voorbeeld')
  await write(nora, 'found.name', 'Nora Nieuwmans')
  await write(nora, 'signin.login', login)
  await write(nora, 'signin.password', 'wachtwoord123')
  await nora.page.getByRole('button', { name: nora.say('found.action'), exact: true }).click()
  await see(nora, 'mistake.password_common')
  await look(nora, 'found, with a mistake')
  await write(nora, 'signin.password', 'drie natte kranen')
  await nora.page.getByRole('button', { name: nora.say('found.action'), exact: true }).click()
  await see(nora, 'portal.user', { name: 'Nora Nieuwmans' })
  await look(nora, 'portal')

  await nora.page.getByRole('link', { name: nora.say('portal.users') }).click()
  await write(nora, 'users.name', 'Carl Collega')
  await tap(nora, 'users.invite.action')
  await see(nora, 'users.link.title', { name: 'Carl Collega' })
  await look(nora, 'users, with a link')
  const link = await nora.page.locator('.users-link').innerText()

  await giveAuthenticator(carl)
  await carl.page.goto(link.trim())
  await seePage(carl, 'link.invitation')
  expect(new URL(carl.page.url()).hash).toBe('')
  await look(carl, 'invitation')
  await write(carl, 'signin.login', `carl.${Date.now()}`)
  await write(carl, 'me.password.new', 'vier droge kranen')
  await tap(carl, 'link.action')
  await seePage(carl, 'me.title')
  await tap(carl, 'me.passkeys.add')
  await see(carl, 'me.since', { day: '' })
  await look(carl, 'me')
  await carl.page.goto('/portal')
  await tap(carl, 'portal.leave')
  await seePage(carl, 'home.title')
  await visit(carl, '/in')
  await look(carl, 'sign in')
  await tap(carl, 'signin.passkey')
  await carl.page.waitForURL('**/portal')
  await seeNot(carl, 'portal.users')

  const access = nora.page.getByRole('region', { name: 'Carl Collega' }).getByRole('switch', { name: nora.say('entitlement.access') })
  await access.check()
  await carl.page.reload()
  await carl.page.getByRole('link', { name: carl.say('portal.users') }).click()
  await carl.page.getByRole('heading', { name: 'Nora Nieuwmans' }).waitFor()
  await access.uncheck()
  await carl.page.reload()
  await see(carl, 'mistake.not_entitled')
})

journey('a lost phone is signed out from another one', async ({ phone }) => {
  const [lost, mine] = [await phone({}), await phone({})]
  await signIn(lost, 'independent')
  await signIn(mine, 'independent')
  await mine.page.goto('/me')
  const others = mine.page.getByRole('button', { name: mine.say('me.sessions.end', { device: 'Chrome, Linux' }) })
  await others.first().waitFor()
  for (let n = await others.count(); n > 0; n--) {
    await others.first().click()
    await mine.page.waitForFunction((left) => document.querySelectorAll('.me-row button[aria-label]').length < left, n + 1)
  }
  await lost.page.goto('/portal')
  await seePage(lost, 'signin.title')
  await write(lost, 'signin.login', 'independent')
})

journey('a wrong password is told in words, and where to turn to', async ({ phone }) => {
  const mine = await phone({})
  await mine.page.goto('/in')
  await write(mine, 'signin.login', 'manager')
  await write(mine, 'signin.password', 'not the password')
  await mine.page.keyboard.press('Enter')
  await see(mine, 'mistake.login_wrong')
  await tap(mine, 'signin.forgotten')
  await see(mine, 'signin.forgotten.no_mail')
  await look(mine, 'sign in, wrong')
})

journey('a password that was forgotten is chosen anew with a link, which works once', async ({ phone, origin }) => {
  const carl = await newColleague(origin, [])
  const earlier = await carl.newLink()
  const link = await carl.newLink()
  const mine = await phone({})
  await mine.page.goto(earlier)
  await see(mine, 'mistake.link_unknown')
  await look(mine, 'link, too old')

  // From elsewhere: the page of a link takes no other link from its own address.
  await mine.page.goto('/')
  await mine.page.goto(link)
  await seePage(mine, 'link.password')
  await see(mine, 'link.password.text', { name: 'Carl Collega' })
  expect(new URL(mine.page.url()).hash).toBe('')
  await look(mine, 'link, password')
  expect(await mine.page.getByLabel(mine.say('me.niss'), { exact: true }).count()).toBe(0)
  await write(mine, 'me.password.new', 'kort')
  await tap(mine, 'link.action')
  await see(mine, 'mistake.password_short')
  await write(mine, 'me.password.new', 'vijf blauwe balken')
  await tap(mine, 'link.action')
  await seePage(mine, 'me.title')

  await mine.page.goto('/portal')
  await tap(mine, 'portal.leave')
  await seePage(mine, 'home.title')
  await signIn(mine, carl.login, 'vijf blauwe balken')
  await mine.page.goto('/')
  await mine.page.goto(link)
  await see(mine, 'mistake.link_unknown')
})
