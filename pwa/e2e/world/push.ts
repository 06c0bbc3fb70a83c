/** A push service: it takes messages for devices, and cannot read them. And other software, with a web hook. */
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContext } from 'playwright-core'
import type { Phone } from './phone'

/** A message that the register has handed over. */
export interface Message {
  headers: IncomingHttpHeaders
  size: number
}

/** The text of a challenge, if that is what was sent. */
function challengeIn(body: Buffer): string | undefined {
  try {
    return (JSON.parse(body.toString()) as { challenge?: string }).challenge
  } catch {
    return undefined // a message for a device is no JSON
  }
}

/** Starts a push service on this machine, or software that answers its challenge when it is `willing`. */
export async function startPushService() {
  const messages: Message[] = []
  const manners = { willing: false }
  const server = createServer((request, answer) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts)
      const challenge = challengeIn(body)
      if (challenge !== undefined) {
        answer.writeHead(200).end(manners.willing ? challenge : '')
        return
      }
      messages.push({ headers: request.headers, size: body.length })
      answer.writeHead(201).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/device`
  return { messages, manners, endpoint, close: () => server.close() }
}

/** Has the browser subscribe there; its own push service is out of reach of a journey. */
export async function subscribesAt(context: BrowserContext, endpoint: string): Promise<void> {
  const { publicKey } = (await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])) as CryptoKeyPair
  const p256dh = Buffer.from(await crypto.subtle.exportKey('raw', publicKey)).toString('base64url')
  const auth = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url')
  await context.addInitScript(
    (given) => {
      const unsubscribe = () => {
        localStorage.removeItem('subscribed')
        return Promise.resolve(true)
      }
      // 'again': the browser has replaced it by another one.
      const subscription = () => {
        const endpoint = given.endpoint + (localStorage.getItem('subscribed') === 'again' ? '/2' : '')
        return { endpoint, toJSON: () => ({ ...given, endpoint }), unsubscribe } as unknown as PushSubscription
      }
      PushManager.prototype.getSubscription = () => Promise.resolve(localStorage.getItem('subscribed') ? subscription() : null)
      PushManager.prototype.subscribe = () => {
        localStorage.setItem('subscribed', 'yes')
        return Promise.resolve(subscription())
      }
    },
    { endpoint, keys: { p256dh, auth } },
  )
}

/**
 * Hands a message to the phone's service worker, as the browser does once it has
 * decrypted it, and waits until the browser has shown something. Asked before
 * that which notices are shown, it forgets the one that it is about to show.
 */
export async function deliver({ context, page }: Phone, message: object): Promise<void> {
  const browser = await context.newCDPSession(page)
  const registration = new Promise<string>((resolve) =>
    browser.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations
      if (first) resolve(first.registrationId)
    }),
  )
  const shown = new Promise<unknown>((resolve) => browser.once('BackgroundService.backgroundServiceEventReceived', resolve))
  await browser.send('BackgroundService.startObserving', { service: 'notifications' })
  await browser.send('BackgroundService.setRecording', { service: 'notifications', shouldRecord: true })
  await browser.send('ServiceWorker.enable')
  await browser.send('ServiceWorker.deliverPushMessage', {
    origin: new URL(page.url()).origin,
    registrationId: await registration,
    data: JSON.stringify(message),
  })
  await shown
}
