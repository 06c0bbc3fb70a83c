import { aLongTimeLater } from '../steps/again'
import { seeAccessible, seeComfortable } from '../steps/comfort'
import { newColleague } from '../steps/crowd'
import { demoPassword, giveAuthenticator, signIn, write } from '../steps/portal'
import { makeRecoveryCodes, setUpSecondFactor } from '../steps/second-factor'
import { see, seeNot, seePage, tap } from '../steps/way'
import { expect, journey } from '../world/journey'
import type { Phone } from '../world/phone'

/** Looks at a screen in every way. */
async function look(phone: Phone, screen: string): Promise<void> {
  await seeComfortable(phone, screen)
  await seeAccessible(phone, screen)
}

journey('another e-mail address asks again who one is, and goes on by itself', async ({ phone, origin }) => {
  const carl = await newColleague(origin, [])
  const mine = await phone({})
  await signIn(mine, carl.login)
  await mine.page.goto('/me')
  await write(mine, 'me.email', 'carl@voorbeeld.example')
  await aLongTimeLater(mine, '/me')
  await tap(mine, 'me.save')
  await see(mine, 'again.title')
  await look(mine, 'again')
  const dialog = mine.page.getByRole('dialog', { name: mine.say('again.title') })
  await dialog.getByLabel(mine.say('signin.password'), { exact: true }).fill('not the password')
  await mine.page.keyboard.press('Enter')
  await see(mine, 'mistake.login_wrong')
  await look(mine, 'again, wrong')
  await dialog.getByLabel(mine.say('signin.password'), { exact: true }).fill(demoPassword)
  await mine.page.unrouteAll()
  await tap(mine, 'again.action')
  await see(mine, 'me.saved')
  await mine.page.reload()
  await mine.page.waitForFunction((wanted) => [...document.querySelectorAll('input')].some((field) => field.value === wanted), 'carl@voorbeeld.example')

  // Whoever thinks better of it has changed nothing, and is where they were.
  await write(mine, 'me.email', 'other@voorbeeld.example')
  await aLongTimeLater(mine, '/me')
  await tap(mine, 'me.save')
  await see(mine, 'again.title')
  await mine.page.keyboard.press('Escape')
  await see(mine, 'mistake.again_required')
  await seeNot(mine, 'again.title')
  await look(mine, 'me, not said again')
})

journey('a passkey says again who one is', async ({ phone, origin }) => {
  const carl = await newColleague(origin, [])
  const mine = await phone({})
  await giveAuthenticator(mine)
  await signIn(mine, carl.login)
  await mine.page.goto('/me')
  await tap(mine, 'me.passkeys.add')
  await see(mine, 'me.since', { day: '' })
  await aLongTimeLater(mine, '/me/totp')
  await tap(mine, 'me.totp.add')
  await see(mine, 'again.title')
  await look(mine, 'again, with a passkey')
  await mine.page.unrouteAll()
  await tap(mine, 'again.passkey')
  await see(mine, 'me.totp.scan')
})

journey('a recovery code signs in once, when the app is not at hand', async ({ phone, origin }) => {
  const carl = await newColleague(origin, [])
  const mine = await phone({})
  await signIn(mine, carl.login)
  await setUpSecondFactor(mine)
  await look(mine, 'recovery codes, none')
  const codes = await makeRecoveryCodes(mine)
  expect(new Set(codes).size).toBe(10)
  await look(mine, 'recovery codes')
  await mine.page.goto('/me')
  await see(mine, 'recovery.left', { count: '10' })
  await look(mine, 'me, with a second factor')

  await mine.page.goto('/portal')
  await tap(mine, 'portal.leave')
  await seePage(mine, 'home.title')
  const withCode = async (code: string) => {
    await mine.page.goto('/in')
    await write(mine, 'signin.login', carl.login)
    await write(mine, 'signin.password', demoPassword)
    await tap(mine, 'signin.action')
    await tap(mine, 'code.use.recovery')
    await look(mine, 'sign in, recovery code')
    await write(mine, 'code.recovery', code)
    await tap(mine, 'signin.action')
  }
  await withCode(codes[3]?.toLowerCase() ?? '')
  await mine.page.waitForURL('**/portal')
  await tap(mine, 'portal.leave')
  await seePage(mine, 'home.title')
  await withCode(codes[3] ?? '')
  await see(mine, 'mistake.totp_wrong')
})

journey('a link for a new password asks for the code where there is a second factor', async ({ phone, origin }) => {
  const carl = await newColleague(origin, [])
  const mine = await phone({})
  await signIn(mine, carl.login)
  const app = await setUpSecondFactor(mine)
  const finder = await phone({})
  await finder.page.goto(await carl.newLink())
  await seePage(finder, 'link.password')
  await look(finder, 'link, with a code')
  await write(finder, 'me.password.new', 'vijf blauwe balken')
  await tap(finder, 'link.action')
  await see(finder, 'mistake.missing', { field: finder.say('signin.totp') })
  await write(finder, 'signin.totp', '000000')
  await tap(finder, 'link.action')
  await see(finder, 'mistake.totp_wrong')
  await look(finder, 'link, a wrong code')
  await write(finder, 'signin.totp', app.next())
  await tap(finder, 'link.action')
  await seePage(finder, 'me.title')
})
