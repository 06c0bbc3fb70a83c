/**
 * What a scanned text does to a registration in the making: fill a slot, do
 * nothing because it was read before, or be something else altogether.
 */
import type { Me } from '../../api/session'
import { classify } from '../../numbers'
import { addressOf, type Draft, forUser, limosaOf } from '../../offline/draft'
import type { ReadLimosa } from '../../offline/limosa'

/** What reading one text came to. */
export type Event = 'poster' | 'limosa' | 'repeat' | 'receipt' | 'unknown'

/**
 * Takes one text. Another poster or L1 than the one read before replaces it:
 * the person is pointing at what they mean.
 */
export function take(draft: Draft, text: string): { draft: Draft; event: Event } {
  const scanned = classify(text)
  if (scanned.kind === 'poster') {
    const { code, screen } = scanned
    const same = draft.place && 'poster' in draft.place && draft.place.poster === code && draft.place.screen === screen
    return same ? { draft, event: 'repeat' } : { draft: { ...draft, place: { poster: code, ...(screen && { screen }) } }, event: 'poster' }
  }
  if (scanned.kind === 'limosa') {
    if (draft.limosa === text) return { draft, event: 'repeat' }
    return { draft: { ...draft, limosa: text }, event: 'limosa' }
  }
  return { draft, event: scanned.kind }
}

/** What is still to be read. */
export type Wanted = 'any' | 'poster' | 'limosa' | 'nothing'

/** What a draft still wants, given the L1 that this phone remembers and who is signed in: a user needs no L1. */
export function wanted(draft: Draft, known: ReadLimosa | null | undefined, user?: Me): Wanted {
  const who = forUser(draft, user) || limosaOf(draft, known)
  if (draft.place) return who ? 'nothing' : 'limosa'
  return who ? 'poster' : 'any'
}

/** Where a complete draft is confirmed. */
export function destination(draft: Draft, known: ReadLimosa | null | undefined, user?: Me): string | undefined {
  return draft.place && wanted(draft, known, user) === 'nothing' ? addressOf(draft.place) : undefined
}
