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
