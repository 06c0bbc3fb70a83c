/**
 * The browser's offer to install the app, kept until it is the moment, and
 * whether the person was asked.
 */
import { signal } from '@preact/signals'
import { type Way, wayOf } from './model'

/** An event that the compiler does not know (Web App Manifest, incubations). */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>
}

const kept = 'ciaw.install'
const offer = signal<InstallPrompt | undefined>(undefined)

/** On which receipt it was asked; `never` once the person has answered. */
export const asked = signal<string | undefined>(recall())

/** Keeps the browser's offer instead of letting it ask at once. Call it at the start. */
export function keepOffer(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    offer.value = event as InstallPrompt
  })
  addEventListener('appinstalled', () => {
    offer.value = undefined
    markAsked('never')
  })
}

/** How the app can be installed here and now. */
export function way(): Way {
  return wayOf(offer.value !== undefined, installed(), navigator.userAgent)
}

/** Whether this is the app on the home screen, not a page in the browser. */
export function installed(): boolean {
  return matchMedia('(display-mode: standalone)').matches || (navigator as { standalone?: boolean }).standalone === true
}

/** Has the browser ask, once. */
export async function install(): Promise<void> {
  const event = offer.value
  offer.value = undefined
  markAsked('never')
  await event?.prompt().catch(() => undefined)
}

/** Remembers that it was asked on a receipt, or with `never` that it is not to be asked any more. */
export function markAsked(id: string): void {
  asked.value = id
  try {
    localStorage.setItem(kept, id)
  } catch {
    // Without storage it is asked again on a later visit.
  }
}

function recall(): string | undefined {
  try {
    return localStorage.getItem(kept) ?? undefined
  } catch {
    return undefined
  }
}
