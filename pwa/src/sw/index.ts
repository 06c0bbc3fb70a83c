/**
 * The service worker: it caches the app, so that it opens without network,
 * delivers promises when the network returns, and shows what the register
 * pushes. Its rules are in policy.ts. It takes over from an older one only when
 * the page says so, so that no scan is interrupted.
 */
import { idOf, mendSubscription } from '../api/subscription'
import { deliver, syncTag } from '../offline/deliver'
import { noticeOf } from './notice'
import { policyOf } from './policy'

declare const self: ServiceWorkerGlobalScope

/** Written by the build: see build/shell.ts. */
declare const __SHELL__: { version: string; files: string[]; decoder: string[] }

/** An event of the Background Sync draft, which the compiler does not know. */
interface SyncEvent extends ExtendableEvent {
  tag: string
}

/** An event of the Push API; browsers leave out what they no longer know. */
interface SubscriptionChange extends ExtendableEvent {
  oldSubscription?: PushSubscription | null
}

const shell = `shell-${__SHELL__.version}`
const keys = 'keys'
const keysAddress = '/.well-known/jwks.json'

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(activate()))
self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting()
})
self.addEventListener('sync', (event) => {
  if ((event as SyncEvent).tag === syncTag) (event as SyncEvent).waitUntil(deliverAll())
})
self.addEventListener('push', (event) => {
  const { title, options } = noticeOf(event.data?.text())
  event.waitUntil(self.registration.showNotification(title, options))
  // The phone has network now: an occasion to send, and to ask after what is queued.
  event.waitUntil(deliver().catch(() => undefined))
})
self.addEventListener('pushsubscriptionchange', (event) => {
  const { oldSubscription } = event as SubscriptionChange
  event.waitUntil(mend(oldSubscription?.endpoint).catch(() => undefined))
})
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open((event.notification.data as { path: string }).path))
})
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (url.origin !== self.location.origin) return
  const policy = policyOf(event.request.method, url, event.request.mode === 'navigate')
  if (policy === 'app') event.respondWith(keptElseNetwork(new Request('/')))
  if (policy === 'kept-else-network') event.respondWith(keptElseNetwork(event.request))
  if (policy === 'network-else-kept') event.respondWith(networkElseKept(event.request))
})

/** Where the old subscription is not told, the page mends it when it is opened. */
async function mend(lost: string | undefined): Promise<void> {
  if (lost !== undefined) await mendSubscription(await idOf(lost), self.registration)
}

async function install(): Promise<void> {
  const cache = await caches.open(shell)
  await cache.addAll(__SHELL__.files)
  // Neither is worth failing for: both are fetched again when they are needed.
  if (!(await readsCodesItself())) await cache.addAll(__SHELL__.decoder).catch(() => undefined)
  await (await caches.open(keys)).add(keysAddress).catch(() => undefined)
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith('shell-') && name !== shell)
  await Promise.all(old.map((name) => caches.delete(name)))
  await self.clients.claim()
}

async function keptElseNetwork(request: Request): Promise<Response> {
  const cache = await caches.open(shell)
  const kept = await cache.match(request)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) await cache.put(request, response.clone())
  return response
}

async function networkElseKept(request: Request): Promise<Response> {
  const cache = await caches.open(keys)
  try {
    const response = await fetch(request)
    if (response.ok) await cache.put(keysAddress, response.clone())
    return response
  } catch {
    return (await cache.match(keysAddress)) ?? Response.error()
  }
}

/** Opens a page of the app, in a window of it that is there if there is one. */
async function open(path: string): Promise<void> {
  for (const window of await self.clients.matchAll({ type: 'window' })) {
    const there = await window.navigate(path).catch(() => null)
    if (there) return void (await there.focus().catch(() => undefined))
  }
  await self.clients.openWindow(path)
}

/** Rejecting makes the browser ask again later; what waits for somebody to sign in cannot be helped from here. */
async function deliverAll(): Promise<void> {
  const { waiting, queued } = await deliver()
  if (waiting + queued > 0) throw new Error('some presences still wait')
}

/** A phone with a detector of its own need not keep ours. */
async function readsCodesItself(): Promise<boolean> {
  const own = (self as unknown as { BarcodeDetector?: { getSupportedFormats(): Promise<string[]> } }).BarcodeDetector
  return (await own?.getSupportedFormats().catch((): string[] => []))?.includes('qr_code') ?? false
}
