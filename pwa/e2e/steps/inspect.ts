/** Showing a receipt, and looking at one. */
import type { Phone } from '../world/phone'
import { tap } from './way'

/** What the QR code on the phone's screen says, read from the screen itself. */
export async function shownReceipt({ page, say }: Phone, origin: string): Promise<string> {
  const code = page.getByRole('img', { name: say('receipt.qr') })
  await code.and(page.locator('[aria-busy=false]')).waitFor()
  await code.evaluate((image) => image.scrollIntoView({ block: 'center' }))
  const answer = await fetch(`${origin}/api/v1/scans`, {
    method: 'POST',
    headers: { 'Content-Type': 'image/png' },
    body: new Uint8Array(await page.screenshot()),
  })
  const { codes } = (await answer.json()) as { codes?: { text: string; kind: string }[] }
  const receipt = codes?.find(({ kind }) => kind === 'receipt')
  if (!receipt) throw new Error(`the screen shows no receipt that can be read (${answer.status})`)
  return receipt.text
}

/** Shows an inspector whose receipt it is. */
export async function prove(phone: Phone): Promise<void> {
  await tap(phone, 'receipt.proof.show')
  await phone.page.getByText(phone.say('receipt.proof.text')).waitFor()
}

/** The same receipt with another workplace in it and the old signature. */
export function forged(receipt: string): string {
  return changed(receipt, (claims) => ({ ...claims, wp: '1Y102TG6Z4BDZ' }))
}

function changed(receipt: string, change: (claims: object) => object): string {
  const [head, payload = '', signature] = receipt.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
  return [head, Buffer.from(JSON.stringify(change(claims))).toString('base64url'), signature].join('.')
}
