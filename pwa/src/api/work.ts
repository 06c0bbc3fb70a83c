/** What a user's account knows: what was registered before, and the workplaces of the company. */
import { client, has } from './client'
import type { Reply } from './reply'
import type { components } from './schema.gen'
import { asUser } from './session'

type Schemas = components['schemas']

/** A presence in a list, with the masked number of its person. */
export type Row = Schemas['PresenceRow']
/** A workplace in a list. */
export type WorkplaceSummary = Schemas['WorkplaceSummary']

/** The presences of a period that the user, or the company, registered; latest day first, and behind a cursor if there are more. */
export const getRegistered = (by: 'by_me' | 'by_us', from: string, to: string, cursor = ''): Promise<Reply<{ presences: Row[]; cursor?: string }>> =>
  asUser(has('presences'), (init) =>
    client.GET('/api/v1/presences', { ...init, params: { query: { registered: by, from, to, limit: 500, ...(cursor && { cursor }) } } }),
  )

/** The workplaces that concern the user's company. */
export const getWorkplaces = (): Promise<Reply<{ workplaces: WorkplaceSummary[] }>> =>
  asUser(has('workplaces'), (init) => client.GET('/api/v1/workplaces', init))
