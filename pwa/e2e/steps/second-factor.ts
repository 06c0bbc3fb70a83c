/** Steps of those who have an app for codes. */
import { createHmac } from 'node:crypto'
import { see, seePage, tap, visit } from './way'
import { write } from './portal'
import type { Phone } from '../world/phone'

/** An app that shows codes: each time the next one, as each works once. */
export interface Codes {
  next(): string
}

/** Sets the second factor up for whoever is signed in. Ends at the page of the recovery codes. */
export async function setUpSecondFactor(phone: Phone): Promise<Codes> {
  await visit(phone, '/me')
  await tap(phone, 'me.totp.add')
  const secret = await phone.page.locator('.me-secret').innerText()
  const codes = appWith(secret.trim())
  await write(phone, 'signin.totp', codes.next())
  await tap(phone, 'me.totp.confirm')
  await seePage(phone, 'recovery.title')
  return codes
}

/** Makes recovery codes on their page, and gives them. */
export async function makeRecoveryCodes(phone: Phone): Promise<string[]> {
  await tap(phone, 'recovery.make')
  await see(phone, 'recovery.once')
  return phone.page.locator('.recovery-codes li').allInnerTexts()
}

/** The app of somebody who has typed the secret (RFC 6238). The register takes the codes of a step to either side. */
function appWith(secret: string): Codes {
  const key = Buffer.from(bitsOf(secret).match(/.{8}/g)?.map((eight) => Number.parseInt(eight, 2)) ?? [])
  let step = Math.floor(Date.now() / 30_000) - 1
  return {
    next() {
      const counter = Buffer.alloc(8)
      counter.writeBigUInt64BE(BigInt(step++))
      const mac = createHmac('sha1', key).update(counter).digest()
      const at = (mac.at(-1) ?? 0) & 15
      return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
    },
  }
}

function bitsOf(base32: string): string {
  return [...base32].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
}
