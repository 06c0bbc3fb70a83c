/**
 * Who was present when a board was last seen: kept on the phone, so that the
 * evacuation list opens without network. It goes when whoever saw it signs out.
 */
import { effect } from '@preact/signals-core'
import type { Board, BoardPerson } from '../api/workplaces'
import type { Reply } from '../api/reply'
import { me } from '../api/session'
import { erase } from './storage'

/** Everybody present at a workplace at a time. */
export interface EvacuationList {
  /** Of the workplace. */
  number: string
  name: string
  /** The day, YYYY-MM-DD. */
  on: string
  /** When the register last said that this is so, RFC 3339. */
  asOf: string
  /** Whether the user's own company keeps the workplace, whose marshals tick together. */
  kept: boolean
  people: ListedPerson[]
}

/** Somebody to look for: no more than what one calls out. */
export interface ListedPerson {
  /** Of the presence. */
  id: string
  /** Empty where it is not known or not for whoever looks. */
  name: string
  /** The masked number. */
  person: string
  company: string
  gate: string
}

const kept = 'rolls'
const addressOf = (number: string) => `/rolls/${encodeURIComponent(number)}`

/** The list of a board, by name; those without one last. */
export function listOf(board: Board, asOf: Date): EvacuationList {
  const { number, name } = board.workplace
  return { number, name, on: board.on, asOf: asOf.toISOString(), kept: board.kept, people: board.present.map(personOf).sort(byName) }
}

function personOf({ id, name, person, employer, gate = '' }: BoardPerson): ListedPerson {
  return { id, name, person, company: employer.name || employer.number, gate }
}

function byName(a: ListedPerson, b: ListedPerson): number {
  return Number(!a.name) - Number(!b.name) || a.name.localeCompare(b.name) || a.company.localeCompare(b.company)
}

/** Keeps a list in place of the one before. Where the browser keeps nothing, nothing is kept. */
export async function keepList(list: EvacuationList): Promise<void> {
  try {
    await (await caches.open(kept)).put(addressOf(list.number), new Response(JSON.stringify(list)))
  } catch {
    // Storage may be full or forbidden; the list is then on screen only.
  }
}

/** The list that was kept last. */
export async function recallList(number: string): Promise<EvacuationList | undefined> {
  try {
    const found = await (await caches.open(kept)).match(addressOf(number))
    return found && ((await found.json()) as EvacuationList)
  } catch {
    return undefined
  }
}

/** Whether a reply says that the list is no longer for whoever asks: signed out, not entitled, or no concern of theirs. */
export function isRefused(reply: Reply<unknown>): boolean {
  return reply.kind === 'problem' && [401, 403, 404].includes(reply.status)
}

/** Forgets the list of one workplace, for somebody whom it does not concern any more. */
export async function forgetList(number: string): Promise<void> {
  try {
    await (await caches.open(kept)).delete(addressOf(number))
  } catch {
    // What is forbidden to keep is not there.
  }
}

/** Erases what ends with signing out as soon as nobody is signed in here. Call it once. */
export function eraseOnLeaving(): void {
  effect(() => {
    // What cannot be erased now is tried again at the next start.
    if (!me.value) void erase('signed out').catch(() => undefined)
  })
}
