/** The network comes and goes. */
import type { CDPSession } from 'playwright-core'
import type { Phone } from '../world/phone'

/** Slow 4G as Lighthouse understands it: 1.6 Mbit/s down, 750 kbit/s up, 150 ms. */
export const slow4G = { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 96_000 }

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

/** Counts the bytes of scripts as they came over the network, wasm and the service worker's own fetches apart. */
export function countScripts(network: CDPSession): () => number {
  const scripts = new Set<string>()
  let bytes = 0
  network.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script' && !response.fromServiceWorker) scripts.add(requestId)
  })
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  return () => bytes
}
