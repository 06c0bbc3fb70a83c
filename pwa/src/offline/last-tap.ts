/**
 * The L1 behind the last tap, for as long as the browser's tab is open: the
 * receipt offers to remember it, and to register again after undoing. Nothing
 * else keeps the text of an L1 once the register has answered.
 */
import { signal } from '@preact/signals'
import { today } from '../api/clock'
import { coverage, type ReadLimosa, readLimosa } from './limosa'

/** What was registered with the last tap. */
export interface LastTap {
  /** Of the presence. */
  id: string
  /** The text of the L1's code. */
  limosa: string
  /** It was somebody else's than the phone's owner. */
  another: boolean
}

const kept = 'ciaw.last'
const declined = 'ciaw.declined'

/** The last tap of this tab that had an L1. */
export const lastTap = signal<LastTap | undefined>(recall())

/** Keeps the L1 of a tap; without one, forgets the last. */
export function keepLastTap(tap: LastTap | undefined): void {
  lastTap.value = tap
  try {
    if (tap) sessionStorage.setItem(kept, JSON.stringify(tap))
    else sessionStorage.removeItem(kept)
  } catch {
    // Without storage it lasts as long as the page.
  }
}

/** Whether the person said that no L1 is to be remembered on this phone. */
export const wantsNone = signal(isDeclined())

/** Remembers that the person does not want to be asked, or that they do again. */
export function decline(no: boolean): void {
  wantsNone.value = no
  try {
    if (no) localStorage.setItem(declined, 'yes')
    else localStorage.removeItem(declined)
  } catch {
    // Without storage it is asked again on the next visit.
  }
}

/** What is known when a receipt asks: the last tap, the L1 that is remembered, and whether the person said no. */
export interface Moment {
  last: LastTap | undefined
  known: ReadLimosa | null | undefined
  no: boolean
}

/**
 * The L1 to offer remembering on the receipt of a presence: its owner's own,
 * unless nobody wants it, or one is remembered that still holds and is not
 * the same person's older one.
 */
export function offered(id: string, { last, known, no }: Moment, day = today()): ReadLimosa | undefined {
  if (no || last?.id !== id || last.another || known === undefined) return undefined
  const limosa = readLimosa(last.limosa)
  if (!limosa || coverage(limosa, day) === 'ended') return undefined
  if (!known || coverage(known, day) === 'ended') return limosa
  return known.text !== limosa.text && known.name !== undefined && known.name === limosa.name ? limosa : undefined
}

function recall(): LastTap | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(kept) ?? 'null') as LastTap | null) ?? undefined
  } catch {
    return undefined
  }
}

function isDeclined(): boolean {
  try {
    return localStorage.getItem(declined) !== null
  } catch {
    return false
  }
}
