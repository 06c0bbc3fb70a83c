/**
 * The register as this phone can reach it. Every function answers with a
 * Reply and never throws; none waits longer than it says.
 */
import createClient from 'openapi-fetch'
import { learn } from './clock'
import { replyOf, type Reply } from './reply'
import type { components, paths } from './schema.gen'

type Schemas = components['schemas']

/** A presence as the register tells it. */
export type Registered = Schemas['Presence']
/** What a registration is made of. */
export type NewPresence = Schemas['NewPresence']
/** A poster and its workplace as they stand now. */
export type PosterReply = Schemas['Poster']
/** Why a presence is undone. */
export type CancelReason = Schemas['CancelReason']
/** One code that the register read in a picture. */
export type ReadCode = Schemas['Code']
/** What to try in demo mode. */
export type Demo = Schemas['Demo']
/** Where the phone was at the tap. */
export type Position = Schemas['Position']

/** After this long without an answer the network counts as gone, in milliseconds. */
const patience = 8_000
/** A picture takes longer to send. */
const picturePatience = 20_000

/** The contract as functions; for the other files of this folder. */
export const client = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? '',
  // Looked up at each call, so that a test can put its own in place.
  fetch: (request) => globalThis.fetch(request),
})

/** Asks what a poster stands for. */
export function getPoster(code: string): Promise<Reply<PosterReply>> {
  return ask(has('workplace'), (signal) => client.GET('/api/v1/posters/{code}', { params: { path: { code } }, signal }))
}

/** Has the register read the codes in a picture. It stores nothing. */
export function readPicture(picture: Blob): Promise<Reply<{ codes: ReadCode[] }>> {
  return ask(
    has('codes'),
    (signal) =>
      client.POST('/api/v1/scans', {
        // The generated type calls the bytes of a picture a string.
        body: picture as unknown as string,
        bodySerializer: (body) => body,
        headers: { 'Content-Type': picture.type || 'application/octet-stream' },
        signal,
      }),
    picturePatience,
  )
}

/** Asks what there is to try; a register that is no demo answers 404. */
export function getDemo(): Promise<Reply<Demo>> {
  return ask(has('posters'), (signal) => client.GET('/api/v1/demo', { signal }))
}

/** Tells the expected value from somebody else's JSON by the name of a field. */
export const has = (name: string) => (body: object) => name in body

/** One request of `client`. */
export type Call = (signal: AbortSignal) => Promise<{ data?: unknown; error?: unknown; response: Response }>

/** Makes a request, and gives up after `wait` milliseconds. */
export async function ask<T>(looksRight: (body: object) => boolean, call: Call, wait = patience): Promise<Reply<T>> {
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(), wait)
  const sent = Date.now()
  try {
    const { data, error, response } = await call(giveUp.signal)
    const body: unknown = response.status === 204 ? {} : (data ?? error)
    const reply = replyOf<T>({ status: response.status, body, retryAfter: response.headers.get('Retry-After') }, looksRight)
    if (reply.kind !== 'unreachable') learn(response.headers.get('Date'), sent, Date.now())
    return reply
  } catch {
    return { kind: 'unreachable' }
  } finally {
    clearTimeout(timer)
  }
}
