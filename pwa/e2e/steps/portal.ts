/** Steps of those who sign in. */
import type { Key } from '../world/words'
import type { Phone } from '../world/phone'
import { seePage } from './way'

/** The password of every user of the demo. */
export const demoPassword = 'voorbeeld-op-de-werf'

/** Writes into the field with that label. */
export async function write({ page, say }: Phone, label: Key, text: string): Promise<void> {
  await page.getByRole('textbox', { name: say(label), exact: true }).or(page.getByLabel(say(label), { exact: true })).first().fill(text)
}

/** Signs in as a user of the demo and sees the portal. */
export async function signIn(phone: Phone, login: string, password = demoPassword): Promise<void> {
  await phone.page.goto('/in')
  await seePage(phone, 'signin.title')
  await write(phone, 'signin.login', login)
  await write(phone, 'signin.password', password)
  await phone.page.getByRole('button', { name: phone.say('signin.action'), exact: true }).click()
  await phone.page.waitForURL('**/portal')
}

/** Gives the phone an authenticator that says yes, as a finger on the sensor would. */
export async function giveAuthenticator({ context, page }: Phone): Promise<void> {
  const browser = await context.newCDPSession(page)
  await browser.send('WebAuthn.enable')
  await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
      isUserVerified: true, automaticPresenceSimulation: true,
    },
  })
}
