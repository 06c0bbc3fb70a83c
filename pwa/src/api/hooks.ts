/** What other software of a company is told. */
import { client, has } from './client'
import type { Reply } from './reply'
import type { components } from './schema.gen'
import { asUser, isEmpty } from './session'

type Schemas = components['schemas']

/** Other software that is told of events. */
export type Hook = Schemas['Hook']
/** Something that can happen to a presence. */
export type HookEvent = Schemas['HookEvent']
/** One event that a hook is told of. */
export type Delivery = Schemas['Delivery']

/** The web hooks of the company. */
export const getHooks = (): Promise<Reply<{ hooks: Hook[] }>> => asUser(has('hooks'), (init) => client.GET('/api/v1/hooks', init))

/** Has other software told of events; the secret is told once. */
export const addHook = (url: string, events: HookEvent[]): Promise<Reply<{ hook: Hook; secret: string }>> =>
  asUser(has('secret'), (init) => client.POST('/api/v1/hooks', { ...init, body: { url, events } }))

/** Has the address of a web hook asked again whether it wants to be told. */
export const challengeHook = (id: string): Promise<Reply<object>> =>
  asUser(isEmpty, (init) => client.POST('/api/v1/hooks/{id}/challenge', { ...init, params: { path: { id } }, body: {} }))

/** Sends a web hook a test; what it was answered is among its deliveries. */
export const testHook = (id: string): Promise<Reply<object>> =>
  asUser(isEmpty, (init) => client.POST('/api/v1/hooks/{id}/test', { ...init, params: { path: { id } }, body: {} }))

/** Removes a web hook. */
export const removeHook = (id: string): Promise<Reply<object>> =>
  asUser(isEmpty, (init) => client.DELETE('/api/v1/hooks/{id}', { ...init, params: { path: { id } } }))

/** What a web hook was told lately. */
export const getDeliveries = (id: string): Promise<Reply<{ deliveries: Delivery[] }>> =>
  asUser(has('deliveries'), (init) => client.GET('/api/v1/hooks/{id}/deliveries', { ...init, params: { path: { id } } }))

/** Tells a web hook again. */
export const replay = (id: string, delivery: string): Promise<Reply<object>> =>
  asUser(isEmpty, (init) =>
    client.POST('/api/v1/hooks/{id}/deliveries/{delivery}/replay', { ...init, params: { path: { id, delivery } }, body: {} }),
  )
