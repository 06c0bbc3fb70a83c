/** Roll-calls, and where people gather: for users of the company that keeps a workplace. */
import { client, has } from './client'
import type { Reply } from './reply'
import type { components } from './schema.gen'
import { asUser } from './session'

type Schemas = components['schemas']

/** The last roll-call of a workplace, and its muster points. */
export type Evacuation = Schemas['Evacuation']
/** That a marshal found somebody, or did not after all. */
export type Tick = Schemas['Tick']
/** A tick to be sent. */
export type NewTick = Schemas['NewTick']

/** What there is to say since one last asked: the roll-call when it has changed, and the tag to ask with next. */
export interface RollCallNews {
  evacuation?: Evacuation
  tag: string
}

/** Asks for the last roll-call; a tag of before saves an answer that says the same. */
export const getRollCall = (number: string, tag: string): Promise<Reply<RollCallNews>> =>
  asUser(has('tag'), async (init) => {
    const params = { path: { number }, header: tag ? { 'If-None-Match': tag } : {} }
    const { data, error, response } = await client.GET('/api/v1/workplaces/{number}/roll-call', { ...init, params })
    if (response.status === 304) return { data: { tag }, response: new Response(null, { headers: response.headers }) }
    return { data: data && { evacuation: data, tag: response.headers.get('ETag') ?? '' }, error, response }
  })

/** Begins a roll-call; after the last one that is known, or joins one that was begun meanwhile. */
export const beginRollCall = (number: string, after: string): Promise<Reply<Evacuation>> =>
  asUser(has('points'), (init) => client.POST('/api/v1/workplaces/{number}/roll-call', { ...init, params: { path: { number } }, body: after ? { after } : {} }))

/** Ends a roll-call for all marshals. */
export const endRollCall = (number: string, id: string): Promise<Reply<Evacuation>> =>
  asUser(has('points'), (init) => client.POST('/api/v1/workplaces/{number}/roll-call/{id}/end', { ...init, params: { path: { number, id } }, body: {} }))

/** Sends a tick; the reply is the one about that person that counts. */
export const putTick = (number: string, id: string, presence: string, body: NewTick): Promise<Reply<Tick>> =>
  asUser(has('presence'), (init) =>
    client.PUT('/api/v1/workplaces/{number}/roll-call/{id}/ticks/{presence}', { ...init, params: { path: { number, id, presence } }, body }),
  )

/** Names the muster points of a workplace, instead of those of before. */
export const putMusterPoints = (number: string, names: string[]): Promise<Reply<{ points: { name: string }[] }>> =>
  asUser(has('points'), (init) =>
    client.PUT('/api/v1/workplaces/{number}/muster-points', { ...init, params: { path: { number } }, body: { points: names.map((name) => ({ name })) } }),
  )
