/**
 * What the account knows of recent and coming days: who was registered where.
 * It is remembered for mornings without network, holds no number of anybody,
 * and is forgotten when its user is no longer signed in.
 */
import { signal } from '@preact/signals'
import { today } from '../api/clock'
import { may, me } from '../api/session'
import { getRegistered, getWorkplaces, type Row, type WorkplaceSummary } from '../api/work'
import { addDays } from '../numbers'
import { phoneBox } from './deliver'
import type { Takes } from './directions'

/** What is known of the days around one. */
export interface RecentDays {
  /** The id of the user who may see it. */
  by: string
  /** Presences that the user, or the company, registered; latest day first. */
  rows: Row[]
  /** Workplaces that concern the company, with the last day that each takes registrations for. */
  places: (WorkplaceSummary['workplace'] & { lastDay?: string })[]
}

/** How far back the last day of work is looked for. */
const back = 14
/** How far ahead days can be registered for at once. */
const ahead = 14

/** What is known; undefined until it has been looked for, null where nothing is. */
export const recentDays = signal<RecentDays | null | undefined>(undefined)

/** Shows what is remembered, then asks the register; says whether it answered. */
export async function lookBack(): Promise<boolean> {
  const user = me.value
  if (!user) return false
  if (recentDays.value?.by !== user.id) recentDays.value = recall(await (await phoneBox()).recentDays(), user.id)
  const found = await ask(user.id)
  if (!found || me.value?.id !== user.id) {
    recentDays.value ??= null
    return false
  }
  recentDays.value = found
  await (await phoneBox()).rememberRecentDays(JSON.stringify(found)).catch(() => undefined)
  return true
}

/** The workplaces of recent days: first those of which more is known than name and number. */
export function knownPlaces(known: RecentDays | null | undefined): (Takes & { number: string; name: string })[] {
  return known ? [...known.places, ...known.rows.map(({ workplace }) => workplace)] : []
}

/** Forgets it, here and on the phone. */
export async function forgetRecentDays(): Promise<void> {
  recentDays.value = undefined
  await (await phoneBox()).rememberRecentDays(undefined).catch(() => undefined)
}

async function ask(by: string): Promise<RecentDays | undefined> {
  const whose = may('register') || may('consult') ? 'by_us' : 'by_me'
  const day = today()
  const [before, coming, workplaces] = await Promise.all([
    getRegistered(whose, addDays(day, -back), day),
    getRegistered(whose, addDays(day, 1), addDays(day, ahead)),
    getWorkplaces(),
  ])
  if (before.kind !== 'ok' || coming.kind !== 'ok') return undefined
  return {
    by,
    rows: [...coming.value.presences, ...before.value.presences],
    places: workplaces.kind === 'ok' ? workplaces.value.workplaces.map(({ workplace, lastDay }) => ({ ...workplace, lastDay })) : [],
  }
}

function recall(text: string | undefined, user: string): RecentDays | undefined {
  try {
    const found = JSON.parse(text ?? 'null') as RecentDays | null
    return found?.by === user ? found : undefined
  } catch {
    return undefined
  }
}
