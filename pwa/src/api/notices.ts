/** What a user is told on their devices. */
import { client } from './client'
import { knowsPush, subscribed } from './device'
import type { Reply } from './reply'
import { asUser, isEmpty } from './session'
import { idOf, mendSubscription, notedSubscription, noteSubscription } from './subscription'

/**
 * Leaves this device in peace: nothing is shown on it any more. The browser
 * ends its subscription at once, whether or not the register can be told.
 */
export async function forgetDevice(): Promise<Reply<object>> {
  noteSubscription(undefined)
  const own = await subscribed()
  if (!own) return { kind: 'ok', value: {} }
  const id = await idOf(own.endpoint)
  await own.unsubscribe().catch(() => false)
  return asUser(isEmpty, (init) => client.DELETE('/api/v1/push/subscriptions/{id}', { ...init, params: { path: { id } } }))
}

/** Mends the subscription of this device if the browser has ended the one that the register was told of. */
export async function watchSubscription(): Promise<void> {
  const noted = notedSubscription()
  if (noted === undefined || !knowsPush() || Notification.permission !== 'granted') return
  const own = await subscribed()
  if (!own || (await idOf(own.endpoint)) !== noted) await mendSubscription(noted)
}
