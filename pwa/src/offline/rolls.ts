/**
 * Who was present when a board was last seen, and who has been ticked off
 * since: kept on the phone, so that the evacuation list opens without network.
 * It goes when whoever saw it signs out.
 */
import { effect } from '@preact/signals-core'
import type { Board, BoardPerson } from '../api/places'
import type { Reply } from '../api/reply'
import { me } from '../api/session'

/** Everybody present at a workplace at a time. */
export interface Roll {
  /** Of the workplace. */
  number: string
  name: string
  /** The day, YYYY-MM-DD. */
  on: string
  /** When the register last said that this is so, RFC 3339. */
  asOf: string
  people: RollPerson[]
}

/** Somebody to look for: no more than what one calls out. */
export interface RollPerson {
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
const ticksOf = (number: string) => 'ciaw.ticks.' + number

/** The roll of a board, by name; those without one last. */
export function rollOf(board: Board, asOf: Date): Roll {
  const { number, name } = board.workplace
  return { number, name, on: board.on, asOf: asOf.toISOString(), people: board.present.map(personOf).sort(byName) }
}

function personOf({ id, name, person, employer, gate = '' }: BoardPerson): RollPerson {
  return { id, name, person, company: employer.name || employer.number, gate }
}

function byName(a: RollPerson, b: RollPerson): number {
  return Number(!a.name) - Number(!b.name) || a.name.localeCompare(b.name) || a.company.localeCompare(b.company)
}

/** Keeps a roll in place of the one before. Where the browser keeps nothing, nothing is kept. */
export async function keepRoll(roll: Roll): Promise<void> {
  try {
    await (await caches.open(kept)).put(addressOf(roll.number), new Response(JSON.stringify(roll)))
  } catch {
    // Storage may be full or forbidden; the list is then on screen only.
  }
}

/** The roll that was kept last. */
export async function recallRoll(number: string): Promise<Roll | undefined> {
  try {
    const found = await (await caches.open(kept)).match(addressOf(number))
    return found && ((await found.json()) as Roll)
  } catch {
    return undefined
  }
}

/** Whether a reply says that the list is no longer for whoever asks: signed out, not entitled, or no concern of theirs. */
export function isRefused(reply: Reply<unknown>): boolean {
  return reply.kind === 'problem' && [401, 403, 404].includes(reply.status)
}

/** Forgets the roll of one workplace, for somebody whom it does not concern any more. */
export async function forgetRoll(number: string): Promise<void> {
  try {
    await (await caches.open(kept)).delete(addressOf(number))
  } catch {
    // What is forbidden to keep is not there.
  }
}

/** Who has been ticked off on a day, by the ids of their presences. */
export function recallTicks(number: string, on: string): string[] {
  try {
    const found = JSON.parse(localStorage.getItem(ticksOf(number)) ?? '{}') as { on?: string; ids?: string[] }
    return found.on === on ? (found.ids ?? []) : []
  } catch {
    return []
  }
}

/** Keeps who has been ticked off, at once: the phone may be dropped the next moment. */
export function keepTicks(number: string, on: string, ids: string[]): void {
  try {
    localStorage.setItem(ticksOf(number), JSON.stringify({ on, ids }))
  } catch {
    // Ticks then last as long as the page.
  }
}

/** Forgets all rolls and ticks. */
export async function forgetRolls(): Promise<void> {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(ticksOf(''))) localStorage.removeItem(key)
    await caches.delete(kept)
  } catch {
    // What is forbidden to keep is not there.
  }
}

/** Forgets everything of this kind as soon as nobody is signed in here. Call it once. */
export function forgetOnLeaving(): void {
  effect(() => {
    if (!me.value) void forgetRolls()
  })
}
