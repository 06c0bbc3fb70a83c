/**
 * Presences at the register: to register, read and undo them. Each credential
 * travels in its own way, and only this file knows how.
 */
import { ask, type Call, type CancelReason, client, has, type NewPresence, type Registered } from './client'
import type { Reply } from './reply'
import type { components } from './schema.gen'
import { asUser } from './session'

type Schemas = components['schemas']

/** One of several presences to register. */
export type Item = Schemas['NewPresenceItem']
/** What became of one of them: a presence, or a problem. */
export type ItemOutcome = Schemas['PresenceOutcome']

/**
 * What shows whose a presence is: the secret that this phone made for it; a
 * user who is signed in, as whom alone it is sent if their id is given; or the
 * token of a gateway, at which workers identify.
 */
export type Credential = { secret: string } | { user: string | undefined } | { device: string }

/** Many take longer, in milliseconds. */
const patience = 15_000

/** What a credential adds to a request. */
export interface Shown {
  headers: { Authorization?: string; 'Presence-Secret'?: string }
  signal: AbortSignal
}

/** Registers a presence under the id that this device made. Repeating it is harmless. */
export const putPresence = (id: string, body: NewPresence, credential: Credential): Promise<Reply<Registered>> =>
  as(credential, isPresence(id), ({ headers: { Authorization }, signal }) =>
    client.PUT('/api/v1/presences/{id}', {
      params: { path: { id } },
      headers: Authorization === undefined ? {} : { Authorization },
      // The secret of a new presence is part of what is registered.
      body: 'secret' in credential ? { ...body, secret: credential.secret } : body,
      signal,
    }),
  )

/** Registers several presences. Repeating it is harmless. */
export const putPresences = (items: Item[], credential: Exclude<Credential, { secret: string }>): Promise<Reply<{ items: ItemOutcome[] }>> =>
  as(credential, has('items'), (shown) => client.POST('/api/v1/presences', { ...shown, body: { items } }), patience)

/** Reads a presence. */
export const getPresence = (id: string, credential: Credential): Promise<Reply<Registered>> =>
  as(credential, isPresence(id), (shown) => client.GET('/api/v1/presences/{id}', { ...shown, params: { path: { id } } }))

/** Undoes a presence. */
export const cancelPresence = (id: string, reason: CancelReason, credential: Credential): Promise<Reply<Registered>> =>
  as(credential, isPresence(id), (shown) =>
    client.POST('/api/v1/presences/{id}/cancellation', { ...shown, params: { path: { id } }, body: { reason } }),
  )

const isPresence = (id: string) => (body: object) => (body as { id?: unknown }).id === id

/** Makes a request with a credential. */
function as<T>(credential: Credential, looksRight: (body: object) => boolean, call: (shown: Shown) => ReturnType<Call>, wait?: number): Promise<Reply<T>> {
  if ('user' in credential) return asUser<T>(looksRight, call, wait, credential.user)
  const headers = 'secret' in credential ? { 'Presence-Secret': credential.secret } : { Authorization: `Bearer ${credential.device}` }
  return ask<T>(looksRight, (signal) => call({ headers, signal }), wait)
}
