/** The workplaces that concern the company, in numbers: for users who are signed in. */
import { client, has } from './client'
import type { Reply } from './reply'
import type { components } from './schema.gen'
import { asUser } from './session'

type Schemas = components['schemas']

/** The first of the workplaces that were looked for, with how many there are. */
export type Overview = Schemas['Overview']
/** A workplace in numbers. */
export type OverviewRow = Schemas['OverviewRow']
/** What a new company does first. */
export type FirstSteps = Schemas['FirstSteps']

/** At most so many workplaces come at once. */
export const mostRows = 100

/** The workplaces whose name, number or address has those words; all of them when there are none. */
export const getOverview = (name: string, limit: number): Promise<Reply<Overview>> =>
  asUser(has('rows'), (init) => client.GET('/api/v1/overview', { ...init, params: { query: { limit, ...(name && { name }) } } }))
