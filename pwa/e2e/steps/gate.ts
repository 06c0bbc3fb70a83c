/** Looking at a screen that stands at a gate. */
import type { Phone } from '../world/phone'

/** What the QR code on a screen at the gate says, read from the screen itself. */
export async function shownCode({ page }: Phone, origin: string): Promise<string> {
  await page.locator('.gate-screen .qr[aria-busy=false]').waitFor()
  const answer = await fetch(`${origin}/api/v1/scans`, {
    method: 'POST',
    headers: { 'Content-Type': 'image/png' },
    body: new Uint8Array(await page.screenshot()),
  })
  const { codes } = (await answer.json()) as { codes?: { text: string; kind: string }[] }
  const poster = codes?.find(({ kind }) => kind === 'poster')
  if (!poster) throw new Error(`the screen shows no poster that can be read (${answer.status})`)
  return poster.text
}
