/** Workplaces, their posters, who is there, and searches over presences: for users who are signed in. */
import { client, has } from './client'
import type { Reply } from './reply'
import type { components } from './schema.gen'
import { asUser, fetchFile, may } from './session'

type Schemas = components['schemas']

/** A workplace with all that belongs to it. */
export type WorkplaceDetails = Schemas['WorkplaceDetails']
/** A workplace as its declaration of works says it. */
export type NewWorkplace = Schemas['NewWorkplace']
/** A company in the chain of a workplace. */
export type Contractor = Schemas['Contractor']
/** A poster, for whoever keeps its workplace. */
export type PosterDetails = Schemas['PosterDetails']
/** What became of one row of an import. */
export type ImportOutcome = Schemas['ImportOutcome']
/** What became of a table, and what its columns were taken for. */
export type ImportOutcomes = Schemas['ImportOutcomes']
/** A column of a table. */
export type ImportColumn = Schemas['ImportColumn']
/** Something to know about how a table was read. */
export type ImportNote = Schemas['ImportNote']
/** Who is present at a workplace on a day. */
export type Board = Schemas['Board']
/** Somebody on a board. */
export type BoardPerson = Schemas['BoardPerson']
/** That somebody was seen at the gate. */
export type Sighting = Schemas['Sighting']
/** That somebody looked at what is flagged. */
export type Look = Schemas['Look']
/** How many people were registered on a day. */
export type WorkplaceDay = Schemas['WorkplaceDay']
/** Something about a presence to look at. */
export type Flag = Schemas['Flag']
/** A presence that a search found. */
export type PresenceRow = Schemas['PresenceRow']
/** Some of what a search found. */
export type PresencePage = Schemas['PresencePage']

/** A sheet of paper; A6 is a sheet of stickers. */
export type PaperFormat = 'A4' | 'A3' | 'A6'

/** Tables and large searches take longer than a tap, in milliseconds. */
const longPatience = 60_000

/** One of the workplaces that concern the company. */
export const getWorkplace = (number: string): Promise<Reply<WorkplaceDetails>> =>
  asUser(has('workplace'), (init) => client.GET('/api/v1/workplaces/{number}', { ...init, params: { path: { number } } }))

/** Keeps a workplace here. */
export const addWorkplace = (body: NewWorkplace): Promise<Reply<WorkplaceDetails>> =>
  asUser(has('workplace'), (init) => client.POST('/api/v1/workplaces', { ...init, body }))

/** Changes one that the company keeps. */
export const changeWorkplace = (body: NewWorkplace): Promise<Reply<WorkplaceDetails>> =>
  asUser(has('workplace'), (init) =>
    client.PUT('/api/v1/workplaces/{number}', { ...init, params: { path: { number: body.number } }, body }),
  )

/** Has whoever has no account scan a poster at one that the company keeps; all else of it stays. */
export const needPoster = ({ workplace, client: by, contact, position, contractors }: WorkplaceDetails): Promise<Reply<WorkplaceDetails>> => {
  const { number, name, sector, address, opensOn, closesOn } = workplace
  return changeWorkplace({
    number, name, sector, address, client: by, contractors, posterNeeded: true,
    ...(opensOn && { opensOn }), ...(closesOn && { closesOn }), ...(position && { position }), ...(contact && { contact }),
  })
}

/** What is done at a workplace: it decides what is registered there. */
export type Sector = components['schemas']['Sector']

/** All sectors, the one of most workplaces first. */
export const sectors = ['construction', 'guarding', 'meat', 'cleaning', 'removals'] as const satisfies readonly Sector[]

/**
 * How a table is imported: for a look at what would become of it, and with what
 * somebody chose. No columns are those that the headings say, no order of days is the
 * one that the file shows.
 */
export interface ImportWay {
  dryRun: boolean
  columns: ImportColumn['as'][]
  days: DayOrder
  /** Of the workplaces that are new, where no column says it. */
  sector: Sector | ''
}

/** How days are written that could be two, as 03/06/2026. */
export type DayOrder = '' | 'day_first' | 'month_first'

/** Adds or changes the workplaces of a table, CSV or XLSX. */
export const importWorkplaces = (file: Blob, { dryRun, columns, days, sector }: ImportWay): Promise<Reply<ImportOutcomes>> =>
  asUser(
    has('rows'),
    (init) =>
      client.POST('/api/v1/workplaces/import', {
        ...init,
        params: { query: { dryRun, ...(columns.length > 0 && { columns: columns.join(',') }), ...(days && { days }), ...(sector && { sector }) } },
        // The generated type calls the bytes of a file a string.
        body: file as unknown as string,
        bodySerializer: (body) => body,
        headers: { ...init.headers, 'Content-Type': 'application/octet-stream' },
      }),
    longPatience,
  )

/** A table without rows, with the headings of a language. */
export const importTemplate = (language: string): Promise<Reply<Blob>> =>
  fetchFile(`/api/v1/workplaces/import/template?${new URLSearchParams({ language })}`)

/** Makes a poster for a workplace, or for one gate of it. */
export const addPoster = (number: string, gate: string): Promise<Reply<PosterDetails>> =>
  asUser(has('code'), (init) =>
    client.POST('/api/v1/workplaces/{number}/posters', { ...init, params: { path: { number } }, body: gate ? { gate } : {} }),
  )

/** What a screen at the gate needs to show a poster with a code that changes. */
export const getGateScreen = (number: string, code: string): Promise<Reply<{ key: string; step: number }>> =>
  asUser(has('key'), (init) => client.GET('/api/v1/workplaces/{number}/posters/{code}/screen', { ...init, params: { path: { number, code } } }))

/** Notes that somebody who is registered was seen at the gate: of the board, or by the number of a receipt. */
export const addSighting = (number: string, of: { presence: string } | { receipt: string }): Promise<Reply<Sighting>> =>
  asUser(has('seenAt'), (init) => client.POST('/api/v1/workplaces/{number}/sightings', { ...init, params: { path: { number } }, body: of }))

/** Notes that flags of somebody on the board were looked at; no flags take it back. */
export const putLook = (number: string, presence: string, flags: Flag[]): Promise<Reply<Look>> =>
  asUser(has('by'), (init) => client.PUT('/api/v1/workplaces/{number}/looks/{presence}', { ...init, params: { path: { number, presence } }, body: { flags } }))

/** How many people were registered on each day of the four weeks that end with a day. */
export const getWorkplaceDays = (number: string, to: string): Promise<Reply<{ days: WorkplaceDay[] }>> =>
  asUser(has('days'), (init) => client.GET('/api/v1/workplaces/{number}/days', { ...init, params: { path: { number }, query: { to } } }))

/** Revokes a poster; all others stay. */
export const revokePoster = (number: string, code: string): Promise<Reply<PosterDetails>> =>
  asUser(has('revoked'), (init) =>
    client.POST('/api/v1/workplaces/{number}/posters/{code}/revocation', { ...init, params: { path: { number, code } }, body: {} }),
  )

/** The sheet to print of one poster, or without a code of all that are not revoked. */
export function posterSheet(number: string, format: PaperFormat, languages: string[], code: string): Promise<Reply<Blob>> {
  const query = new URLSearchParams({ format, languages: languages.join(','), ...(code && { code }) })
  return fetchFile(`/api/v1/workplaces/${encodeURIComponent(number)}/poster.pdf?${query}`)
}

/** What a board has to say since it was last asked: itself when it has changed, and the tag to ask with next. */
export interface BoardNews {
  board?: Board
  tag: string
}

/** Asks for a board; a tag of before saves an answer that says the same. The day is today when it is empty. */
export const getBoard = (number: string, on: string, tag: string): Promise<Reply<BoardNews>> =>
  asUser(has('tag'), async (init) => {
    const params = { path: { number }, query: on ? { on } : {}, header: tag ? { 'If-None-Match': tag } : {} }
    const { data, error, response } = await client.GET('/api/v1/workplaces/{number}/board', { ...init, params })
    // "As it was" is a good answer, without a body.
    if (response.status === 304) return { data: { tag }, response: new Response(null, { headers: response.headers }) }
    return { data: data && { board: data, tag: response.headers.get('ETag') ?? '' }, error, response }
  })

/** What to look for; empty texts ask for nothing. Days are YYYY-MM-DD. */
export interface PresenceFilter {
  from: string
  to: string
  workplace: string
  employer: string
  /** Words of the person's name, or parts of them. */
  name: string
  /** The id of a presence: all of the same person. */
  personOf: string
}

/** Which part of a search is asked for. */
export interface Part {
  /** Where a page before ended; empty at the beginning. */
  cursor: string
  limit: number
}

/**
 * Presences that concern the company, latest first; the first page has the
 * totals of the whole search, but for one by name. Whoever may not consult sees
 * those that the company registered.
 */
export const searchPresences = (filter: PresenceFilter, { cursor, limit }: Part): Promise<Reply<PresencePage>> =>
  asUser(
    has('presences'),
    (init) => {
      const narrow = may('consult') ? {} : { registered: 'by_us' as const }
      const part = cursor ? { cursor, limit } : { totals: true, limit }
      return client.GET('/api/v1/presences', { ...init, params: { query: { ...filled(filter), ...narrow, ...part } } })
    },
    longPatience,
  )

/** What a file of presences is like; the layout `screen` speaks a language. */
export interface FileShape {
  format: 'csv' | 'xlsx'
  layout: 'screen' | 'official' | 'technical'
  language: string
}

/** The same as a file. */
export const exportPresences = (filter: PresenceFilter, shape: FileShape): Promise<Reply<Blob>> =>
  fetchFile(`/api/v1/presences/export?${new URLSearchParams({ ...filled(filter), ...shape })}`)

function filled(filter: PresenceFilter): Partial<PresenceFilter> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''))
}
