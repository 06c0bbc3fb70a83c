/**
 * The subscription by which a push service reaches this device, and what the
 * register is told of it: for pages and the service worker.
 */
import { toBase64url } from '../numbers/base64url'
import { client, has } from './client'
import { recall, remember } from './memory'
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
/** Where it is noted: main.tsx looks there as well. */
const noted = 'ciaw.push'

/** The id of the subscription that the register was last told of; undefined without one, and in the service worker. */
export const notedSubscription = () => recall(noted)

/** Notes which subscription the register was told of; undefined: none any more. */
export const noteSubscription = (id: string | undefined) => remember(noted, id)

/**
 * Subscribes once more with the permission that is there, if the browser has ended
 * the subscription; undefined when it cannot.
 */
export async function subscribeAgain(applicationServerKey: string, registration?: ServiceWorkerRegistration): Promise<PushSubscription | undefined> {
  const { pushManager } = registration ?? (await navigator.serviceWorker.ready)
  if (Notification.permission !== 'granted') return undefined
  const there = await pushManager.getSubscription()
  return there ?? (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey }).catch(() => undefined))
}

/** The id by which the register knows a subscription: the first half of the endpoint's SHA-256. */
export async function idOf(endpoint: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint))
  return toBase64url(new Uint8Array(hash, 0, 16))
}

/** With which key the register signs. */
export const getPushKey = (): Promise<Reply<{ key: string }>> => asUser(has('key'), (init) => client.GET('/api/v1/push/key', init))

/** The devices of the user. */
export const getSubscriptions = (): Promise<Reply<{ subscriptions: Subscription[] }>> =>
  asUser(has('subscriptions'), (init) => client.GET('/api/v1/push/subscriptions', init))

/** Has this device told what the user wants. */
export const putSubscription = (body: NewSubscription): Promise<Reply<Subscription>> =>
  asUser(has('id'), (init) => client.PUT('/api/v1/push/subscriptions', { ...init, body }))

/**
 * Browsers end subscriptions and make new ones, after months or an update: what the
 * register knew of the old one is told of the new one, or notices would stop without
 * a word. The page does this when it is opened, the service worker when it is told.
 * `lost` is the id of the old one.
 */
export async function mendSubscription(lost: string, worker?: ServiceWorkerRegistration): Promise<void> {
  const [known, key] = await Promise.all([getSubscriptions(), getPushKey()])
  const old = known.kind === 'ok' ? known.value.subscriptions.find(({ id }) => id === lost) : undefined
  if (!old || key.kind !== 'ok') return
  const now = await subscribeAgain(key.value.key, worker)
  const { endpoint, keys } = now?.toJSON() ?? {}
  if (!endpoint) return
  const id = await idOf(endpoint)
  if (id === old.id) return
  const { language, remarks, reminder, out, missing } = old
  const wants = { language, remarks, ...(reminder && { reminder }), ...(out && { out }), ...(missing && { missing }) }
  const told = await putSubscription({ endpoint, keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' }, ...wants })
  if (told.kind !== 'ok') return
  noteSubscription(id)
  await asUser(isEmpty, (init) => client.DELETE('/api/v1/push/subscriptions/{id}', { ...init, params: { path: { id: old.id } } }))
}
