/**
 * New versions of the app: found in the background, taken over when the person
 * says so, never in the middle of a scan.
 */
import { signal } from '@preact/signals'

/** A new version is here and waits. */
export const updateReady = signal(false)

let waiting: ServiceWorker | null = null

/** Registers the service worker and looks for new versions. Call it once the page is usable. */
export async function watchForUpdates(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  try {
    const registration = await navigator.serviceWorker.register('/sw.js')
    offer(registration)
    registration.addEventListener('updatefound', () => {
      const coming = registration.installing
      coming?.addEventListener('statechange', () => {
        if (coming.state === 'installed') offer(registration)
      })
    })
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void registration.update().catch(() => undefined)
    })
  } catch {
    // A browser that forbids service workers has the app online only.
  }
}

/** Lets the new version take over and starts the page anew with it. */
export function update(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting?.postMessage('take over')
}

/** The first version ever waits for nobody: while none is active there is none to take over from. */
function offer({ active, waiting: coming }: ServiceWorkerRegistration): void {
  if (!active || !coming) return
  waiting = coming
  updateReady.value = true
}
