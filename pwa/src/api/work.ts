/** Registering through an account: oneself and one's crew, and what was registered before. */
import type { CancelReason, Registered } from './client'
import { client, has } from './client'
import type { Reply } from './reply'
import type { components } from './schema.gen'
import { asUser } from './session'

type Schemas = components['schemas']

/** One of several presences to register. */
export type Item = Schemas['NewPresenceItem']
/** What became of one of them: a presence, or a problem. */
export type ItemOutcome = Schemas['PresenceOutcome']
/** A presence in a list, with the masked number of its person. */
export type Row = Schemas['PresenceRow']
/** A workplace that concerns one's company. */
export type Summary = Schemas['WorkplaceSummary']

/** Many take longer, in milliseconds. */
const patience = 15_000

/** Registers several presences as a user, and as nobody else. Repeating it is harmless. */
export const putPresences = (items: Item[], user: string): Promise<Reply<{ items: ItemOutcome[] }>> =>
  asUser(has('items'), (init) => client.POST('/api/v1/presences', { ...init, body: { items } }), patience, user)

/** Reads a presence that concerns the user. */
export const getOwnPresence = (id: string): Promise<Reply<Registered>> =>
  asUser(has('state'), (init) => client.GET('/api/v1/presences/{id}', { ...init, params: { path: { id } } }))

/** Undoes a presence that the user's company registered. */
export const cancelOwnPresence = (id: string, reason: CancelReason): Promise<Reply<Registered>> =>
  asUser(has('state'), (init) =>
    client.POST('/api/v1/presences/{id}/cancellation', { ...init, params: { path: { id } }, body: { reason } }),
  )

/** The presences of a period that the user, or the company, registered; latest day first. */
export const getRegistered = (by: 'by_me' | 'by_us', from: string, to: string): Promise<Reply<{ presences: Row[] }>> =>
  asUser(has('presences'), (init) =>
    client.GET('/api/v1/presences', { ...init, params: { query: { registered: by, from, to, limit: 500 } } }),
  )

/** The workplaces that concern the user's company. */
export const getPlaces = (): Promise<Reply<{ workplaces: Summary[] }>> =>
  asUser(has('workplaces'), (init) => client.GET('/api/v1/workplaces', init))
