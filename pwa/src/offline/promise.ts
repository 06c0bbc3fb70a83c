/**
 * The one maker of promises: whatever page registers somebody, the promise is
 * made here, so that a field that all must have is forgotten by none.
 */
import type { Position } from '../api/client'
import { brusselsDay, parseLimosaText } from '../numbers'
import { type InOrOut, type PosterOrNumber, type Promised, type Refused, type Whom, whomOf } from './presence-record'

/** What a tap knows: when, for which day and where. */
export interface Tap {
  /** Made for this promise; see newPresenceId. */
  id: string
  at: Date
  /** The day it is for, YYYY-MM-DD in Brussels; with a direction, the day of its time instead. */
  on: string
  /** Whether the person comes or goes, where the workplace takes both. */
  direction?: InOrOut | undefined
  place: PosterOrNumber
  /** Name and number of the workplace, once they are known. */
  workplace?: { name: string; number: string } | undefined
  position?: Position | undefined
}

/** Whose promise it is: of this phone, which alone knows the secret, or of a user, as whom alone it is sent. */
export type Owner = { secret: string } | { by: string }

/**
 * A refused presence as a promise again, now with a direction: under its id,
 * for its person and with its time. Undefined once it is not known any more of
 * whom it was.
 */
export function againAs(direction: InOrOut, record: Refused): Promised | undefined {
  const whom = whomOf(record)
  const owner = record.secret !== undefined ? { secret: record.secret } : record.by !== undefined ? { by: record.by } : undefined
  if (!whom || !owner) return undefined
  const { id, on, place, workplace, worker, capturedAt } = record
  return promiseOf(whom, worker, owner, { id, at: new Date(capturedAt), on, direction, place, workplace })
}

/** The promise that a tap makes for one person; `name` is the worker's, as far as it is known. */
export function promiseOf(whom: Whom, name: string | undefined, owner: Owner, tap: Tap): Promised {
  const { id, at, on, direction, place, workplace, position } = tap
  const digits = 'limosa' in whom ? parseLimosaText(whom.limosa)?.number.slice(-4) : undefined
  return {
    state: 'promised',
    id,
    on: direction ? brusselsDay(at) : on,
    direction: direction ?? 'day',
    capturedAt: at.toISOString(),
    place,
    tries: 0,
    ...(workplace && { workplace: { name: workplace.name, number: workplace.number } }),
    ...(position && { position }),
    ...(name && { worker: name }),
    ...(digits && { digits }),
    ...owner,
    ...('by' in owner && { own: 'self' in whom }),
    ...whom,
  }
}
