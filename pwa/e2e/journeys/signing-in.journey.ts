/** Signing in as somebody does it who has no passkey, and forgets things. */
import { seeAccessible, seeComfortable } from '../steps/comfort'
import { giveAuthenticator, signIn, write } from '../steps/portal'
import { openHome, register, see, seeNot, seePage, seeReceipt, tap, visit } from '../steps/way'
import { expect, journey } from '../world/journey'
import type { Phone } from '../world/phone'

async function look(phone: Phone, screen: string): Promise<void> {
  await seeComfortable(phone, screen)
  await seeAccessible(phone, screen)
}

/** The buttons of the page, from above. */
const buttons = ({ page }: Phone) => page.getByRole('main').getByRole('button').allInnerTexts()

journey('no button is grey without a word: what is missing is said and led to', async ({ phone }) => {
  const mine = await phone({})
  await visit(mine, '/in')
  await tap(mine, 'signin.action')
  await see(mine, 'mistake.missing', { field: mine.say('signin.login') })
  expect(await mine.page.evaluate(() => document.activeElement?.getAttribute('autocomplete'))).toBe('username')
  await write(mine, 'signin.login', 'subcontractor')
  await tap(mine, 'signin.action')
  await see(mine, 'mistake.missing', { field: mine.say('signin.password') })
  const password = mine.page.locator('input[autocomplete=current-password]')
  await password.fill('niet het juiste')
  expect(await password.getAttribute('type')).toBe('password')
  await tap(mine, 'signin.password.show')
  expect(await password.getAttribute('type')).toBe('text')
  await look(mine, 'sign in, password shown')
  await tap(mine, 'signin.password.hide')
  expect(await password.getAttribute('type')).toBe('password')
  await tap(mine, 'signin.forgotten')
  await see(mine, 'signin.forgotten.no_mail')
  await seeNot(mine, 'signin.forgotten.asked')

  await visit(mine, '/sign-up')
  await tap(mine, 'found.action')
  await see(mine, 'mistake.missing', { field: mine.say('found.number') })
  await look(mine, 'sign up, nothing filled in')
})

journey('a passkey comes first where this device has one, and not before', async ({ phone }) => {
  const mine = await phone({})
  await giveAuthenticator(mine)
  await visit(mine, '/in')
  const [first] = (await buttons(mine)).filter(Boolean)
  expect(first).toBe(mine.say('signin.action'))
  await signIn(mine, 'independent')
  await visit(mine, '/me')
  await tap(mine, 'me.passkeys.add')
  await see(mine, 'me.passkeys')
  await mine.page.getByRole('button', { name: new RegExp(mine.say('me.passkeys.remove', { name: '.*' })) }).waitFor()
  await visit(mine, '/settings')
  await visit(mine, '/in')
  const [now] = (await buttons(mine)).filter(Boolean)
  expect(now).toBe(mine.say('signin.passkey'))
  // It is left as it was for whoever comes next.
  await visit(mine, '/me')
  await mine.page.getByRole('button', { name: new RegExp(mine.say('me.passkeys.remove', { name: '.*' })) }).click()
})

journey('passkeys work where an extension or an old browser breaks their JSON forms, and a broken one stops nobody', async ({ phone }) => {
  const mine = await phone({})
  await mine.page.addInitScript(() => {
    const broken = () => {
      throw new TypeError('Illegal invocation')
    }
    Object.defineProperty(PublicKeyCredential.prototype, 'toJSON', { value: broken })
    for (const name of ['parseRequestOptionsFromJSON', 'parseCreationOptionsFromJSON']) {
      Object.defineProperty(PublicKeyCredential, name, { value: undefined })
    }
    if (sessionStorage.getItem('breaks') !== null) {
      Object.defineProperty(navigator.credentials, 'get', { value: () => Promise.reject(new TypeError('out of order')) })
    }
  })
  await giveAuthenticator(mine)
  await signIn(mine, 'independent')
  await visit(mine, '/me')
  await tap(mine, 'me.passkeys.add')
  const remove = mine.page.getByRole('button', { name: new RegExp(mine.say('me.passkeys.remove', { name: '.*' })) })
  await remove.waitFor()
  await tap(mine, 'me.passkeys.add')
  await see(mine, 'mistake.passkey_known')

  await visit(mine, '/portal')
  await tap(mine, 'portal.leave')
  await visit(mine, '/in')
  await mine.page.evaluate(() => sessionStorage.setItem('breaks', 'yes'))
  await mine.page.reload()
  await tap(mine, 'signin.passkey')
  await see(mine, 'mistake.passkey_wrong')
  await look(mine, 'sign in, the passkey broke')

  await mine.page.evaluate(() => sessionStorage.removeItem('breaks'))
  await tap(mine, 'signin.passkey') // is not busy
  await mine.page.reload()
  await tap(mine, 'signin.passkey')
  await mine.page.waitForURL((url) => url.pathname !== '/in')
  await visit(mine, '/me')
  await remove.click()
})

journey('the demo without a camera: an L1 is used on the spot, and people are signed in with a tap', async ({ phone }) => {
  const mine = await phone({})
  await visit(mine, '/demo')
  await mine.page.getByRole('button', { name: new RegExp(`^${mine.say('demo.use_limosa')}`) }).first().click()
  await seePage(mine, 'confirm.title')
  await register(mine)
  await seeReceipt(mine)
  await visit(mine, '/demo')
  await look(mine, 'demo')
  await mine.page.getByRole('button', { name: `${mine.say('signin.title')}: manager` }).click()
  await mine.page.waitForURL('**/portal')
  await openHome(mine)
})
