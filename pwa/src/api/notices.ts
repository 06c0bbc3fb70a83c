/** What a user is told on their devices. */
import { client, has } from './client'
import { idOf, subscribed } from './device'
import type { Reply } from './reply'
import type { components } from './schema.gen'
import { asUser, isEmpty } from './session'

type Schemas = components['schemas']

/** A device that is told things, and what. */
export type Subscription = Schemas['PushSubscription']
/** A time of day, and on which days of the week. */
export type Alarm = Schemas['Alarm']
/** What a device is to be told from now on. */
export type NewSubscription = Schemas['NewPushSubscription']

/** With which key the register signs. */
export const getPushKey = (): Promise<Reply<{ key: string }>> => asUser(has('key'), (init) => client.GET('/api/v1/push/key', init))

/** The devices of the user. */
export const getSubscriptions = (): Promise<Reply<{ subscriptions: Subscription[] }>> =>
  asUser(has('subscriptions'), (init) => client.GET('/api/v1/push/subscriptions', init))

/** Has this device told what the user wants. */
export const putSubscription = (body: NewSubscription): Promise<Reply<Subscription>> =>
  asUser(has('id'), (init) => client.PUT('/api/v1/push/subscriptions', { ...init, body }))

/**
 * Leaves this device in peace: nothing is shown on it any more. The browser
 * ends its subscription at once, whether or not the register can be told.
 */
export async function forgetDevice(): Promise<Reply<object>> {
  const own = await subscribed()
  if (!own) return { kind: 'ok', value: {} }
  const id = await idOf(own.endpoint)
  await own.unsubscribe().catch(() => false)
  return asUser(isEmpty, (init) => client.DELETE('/api/v1/push/subscriptions/{id}', { ...init, params: { path: { id } } }))
}
