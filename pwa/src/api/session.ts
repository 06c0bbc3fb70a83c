/**
 * Who is signed in on this device, and the token that shows it. The token lives
 * in memory for ten minutes; a cookie that no script can read gets the next
 * one. Without network, who was signed in last is still known. The service worker
 * shares this code: it remembers nobody, and asks with the cookie.
 */
import { signal } from '@preact/signals-core'
import { sayAgain } from './again'
import { ask, type Call, client, has } from './client'
import { recall, remember, remembers } from './memory'
import type { Reply } from './reply'
import type { components } from './schema.gen'

/** Who is signed in, and what they may do. */
export type Me = components['schemas']['Me']
/** Something that a company lets a user do. */
export type Entitlement = components['schemas']['Entitlement']

type SignedIn = components['schemas']['SignedIn']

const remembered = 'ciaw.me'
/** A token is renewed this long before it ends, in milliseconds. */
const early = 30_000

/** Who is signed in on this device; undefined when nobody is. */
export const me = signal<Me | undefined>(known())

let token: { text: string; until: number } | undefined

/** Whether the user has an entitlement. */
export function may(entitlement: Entitlement): boolean {
  return me.value?.entitlements.includes(entitlement) ?? false
}

/** Begins a session: every way of signing in ends here. */
export async function begin(request: Promise<Reply<SignedIn>>): Promise<Reply<SignedIn>> {
  const reply = await request
  if (reply.kind === 'ok') keep(reply.value)
  return reply
}

/** Ends the session on this device; without network it ends here only. */
export async function signOut(): Promise<void> {
  await asUser(isEmpty, (init) => client.DELETE('/api/v1/sessions/{id}', { ...init, params: { path: { id: 'current' } } }))
  forget()
}

/**
 * Makes a request as the user who is signed in, renewing the token when it
 * must; with `only`, as that user and nobody else who may have signed in since.
 * If the register wants it, the user says again who they are, and it goes on.
 */
export async function asUser<T>(
  looksRight: (body: object) => boolean,
  call: (init: { headers: { Authorization: string }; signal: AbortSignal }) => ReturnType<Call>,
  wait?: number,
  only?: string,
): Promise<Reply<T>> {
  const first = await bearer(only)
  if (first.kind !== 'ok') return first
  const send = (text: string) =>
    ask<T>(looksRight, (signal) => call({ headers: { Authorization: `Bearer ${text}` }, signal }), wait)
  const reply = await send(first.value)
  if (reply.kind === 'problem' && reply.code === 'again_required') return (await sayAgain()) ? asUser(looksRight, call, wait, only) : reply
  if (reply.kind !== 'problem' || reply.code !== 'signed_out') return reply
  token = undefined
  const second = await bearer(only)
  return second.kind === 'ok' ? send(second.value) : second
}

/** A file of the register, fetched as the user who is signed in. */
export async function fetchFile(path: string): Promise<Reply<Blob>> {
  const first = await bearer()
  if (first.kind !== 'ok') return first
  try {
    const answer = await fetch(path, { headers: { Authorization: `Bearer ${first.value}` } })
    if (answer.ok) return { kind: 'ok', value: await answer.blob() }
    const { code } = (await answer.json()) as { code?: string }
    return { kind: 'problem', status: answer.status, code: code ?? 'internal' }
  } catch {
    return { kind: 'unreachable' }
  }
}

/** Whether an answer without content came. */
export const isEmpty = () => true

/** A token that is still good. Two pages never renew at once: the cookie changes each time. */
async function bearer(only?: string): Promise<Reply<string>> {
  if (!me.value && remembers()) return signedOut
  if (only !== undefined && me.value && me.value.id !== only) return signedOut
  if (token && Date.now() < token.until - early) return { kind: 'ok', value: token.text }
  const renewed = navigator.locks ? await navigator.locks.request('ciaw.session', renew) : await renew()
  // Only now it is sure whose cookie it was.
  if (renewed.kind === 'ok' && only !== undefined && me.value?.id !== only) return signedOut
  if (renewed.kind === 'ok') return { kind: 'ok', value: renewed.value.accessToken }
  if (renewed.kind === 'problem' && renewed.code === 'signed_out') forget()
  return renewed
}

async function renew(): Promise<Reply<SignedIn>> {
  if (token && Date.now() < token.until - early) return { kind: 'ok', value: { accessToken: token.text } as SignedIn }
  return begin(ask(has('accessToken'), (signal) => client.POST('/api/v1/sessions/renewal', { body: {}, signal })))
}

const signedOut = { kind: 'problem', status: 401, code: 'signed_out' } as const

function keep(session: SignedIn): void {
  token = { text: session.accessToken, until: Date.now() + session.expiresIn * 1000 }
  setMe(session.me)
}

/** Notes what the register says of the user now. */
export function setMe(now: Me): void {
  me.value = now
  remember(remembered, JSON.stringify(now))
}

function forget(): void {
  token = undefined
  me.value = undefined
  remember(remembered, undefined)
}

function known(): Me | undefined {
  try {
    const text = recall(remembered)
    return text === undefined ? undefined : (JSON.parse(text) as Me)
  } catch {
    return undefined
  }
}
