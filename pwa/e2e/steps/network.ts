/** The network comes and goes. */
import type { Phone } from '../world/phone'

/** Waits until the phone could open the app without network. */
export async function readyForTheField({ page }: Phone): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (navigator.serviceWorker.controller) return
    await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }))
  })
}

/** Walks out of the network's reach. */
export const loseNetwork = ({ context }: Phone) => context.setOffline(true)

/** Walks back into it. */
export const findNetwork = ({ context }: Phone) => context.setOffline(false)

/** Closes the app, and lets the browser tell its service worker that the network is back, as it does by itself on a phone; so many milliseconds after closing. */
export async function findNetworkWithTheAppClosed(phone: Phone, tag: string, after = 0): Promise<void> {
  const { context, page } = phone
  const origin = new URL(page.url()).origin
  const browser = await context.newCDPSession(page)
  const found = new Promise<string>((resolve) =>
    browser.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [ours] = registrations.filter(({ scopeURL }) => scopeURL.startsWith(origin))
      if (ours) resolve(ours.registrationId)
    }),
  )
  await browser.send('ServiceWorker.enable')
  const registrationId = await found
  await page.goto('about:blank')
  await page.waitForTimeout(after)
  await findNetwork(phone)
  await browser.send('ServiceWorker.dispatchSyncEvent', { origin, registrationId, tag, lastChance: false })
}
