/**
 * What has been read so far and is not yet registered. It survives a reload,
 * because cheap phones throw a page away while its owner takes a photo, and
 * ends with the browser's tab.
 */
import { signal } from '@preact/signals'
import { today } from '../api/clock'
import type { Me } from '../api/session'
import { parsePosterCode, parseWorkplaceNumber, screenOf } from '../numbers'
import type { PosterOrNumber } from './presence-record'
import { coverage, readLimosa, type ReadLimosa, remembered } from './limosa'

/** A registration in the making. */
export interface Draft {
  place?: PosterOrNumber
  /** Who, in place of the remembered L1: the text of the L1's code. */
  limosa?: string
  /** The remembered L1 is somebody else's; this registration is for another person. */
  another?: boolean
}

const kept = 'ciaw.draft'

/** The registration in the making. */
export const draft = signal<Draft>(recall())

/** Changes the draft. */
export function change(how: Partial<Draft>): void {
  draft.value = { ...draft.value, ...how }
  write()
}

/** Begins anew with only what is given. */
export function begin(how: Draft = {}): void {
  draft.value = how
  write()
}

/**
 * The L1 of this registration: the one just read, else the remembered one. The
 * latter is passed over for another person, and once it has ended: there must
 * be a new one then.
 */
export function limosaOf(from: Draft, known: ReadLimosa | null | undefined, day = today()): ReadLimosa | undefined {
  const usable = known && !from.another && coverage(known, day) !== 'ended' ? known : undefined
  return readLimosa(from.limosa) ?? usable
}

/** The L1 of the registration in the making. */
export function currentLimosa(): ReadLimosa | undefined {
  return limosaOf(draft.value, remembered.value)
}

/** Whether a registration is the signed-in user's own matter: nobody else's L1 was read or is asked for. */
export function forUser(from: Draft, user: Me | undefined): user is Me {
  return user !== undefined && !from.limosa && !from.another && (user.registersSelf || user.entitlements.includes('register'))
}

/** The address of the page that confirms a place. */
export function addressOf(place: PosterOrNumber): string {
  if ('workplace' in place) return `/w/${place.workplace}`
  return `/p/${place.poster}${place.screen ? `?s=${place.screen}` : ''}`
}

/** The code or number of a place, as it stands in addresses. */
export function textOf(place: PosterOrNumber): string {
  return 'poster' in place ? place.poster : place.workplace
}

/**
 * The place in the variable part of an address, and what a screen at the gate
 * showed, in its query; undefined for a text that cannot be a place.
 */
export function placeOf(text: string, query = ''): PosterOrNumber | undefined {
  const poster = parsePosterCode(text)
  const screen = screenOf(query)
  if (poster) return { poster, ...(screen && { screen }) }
  const workplace = parseWorkplaceNumber(text)
  return workplace && { workplace: workplace.number }
}

function write(): void {
  try {
    sessionStorage.setItem(kept, JSON.stringify(draft.value))
  } catch {
    // Without storage the draft lasts as long as the page.
  }
}

function recall(): Draft {
  try {
    return JSON.parse(sessionStorage.getItem(kept) ?? '{}') as Draft
  } catch {
    return {}
  }
}
