/**
 * Who was ticked off, on this phone and by other marshals: kept on the phone, so
 * that ticking goes on without network; ticks that were not sent are sent later.
 * Of two ticks about the same person the later one counts, as in the register.
 */
import type { Evacuation, Tick } from '../api/roll-calls'

/** What this phone knows of a roll-call. Ticks without one are of a phone that ticks by itself. */
export interface RollCall {
  /** The day of the list, YYYY-MM-DD. */
  on: string
  /** The last roll-call that is known; empty if none is. */
  id: string
  state: 'none' | 'open' | 'ended'
  beganAt: string
  beganBy: string
  endedAt: string
  /** The muster points, and the one where this phone is. */
  points: string[]
  point: string
  /** The last tick about each presence, by its id. */
  ticks: Record<string, KeptTick>
}

/** A tick, and whether the register knows it. */
export interface KeptTick {
  found: boolean
  point: string
  /** RFC 3339. */
  at: string
  by: string
  sent: boolean
}

/** How long before a roll-call began a tick may have been made that belongs to it, in milliseconds: as in the register. */
const early = 15 * 60_000
/** How long the end of a roll-call is shown on a phone that had no part in it, in milliseconds. */
const shownEnded = 60 * 60_000

const keyOf = (number: string) => 'ciaw.ticks.' + number

/** A roll-call of which nothing is known yet. */
export function noRollCall(on: string): RollCall {
  return { on, id: '', state: 'none', beganAt: '', beganBy: '', endedAt: '', points: [], point: '', ticks: {} }
}

/** What was kept of the roll-call of a day. */
export function recallRollCall(number: string, on: string): RollCall {
  try {
    const found = JSON.parse(localStorage.getItem(keyOf(number)) ?? '{}') as Partial<RollCall>
    // An earlier version of the app kept something else by this name.
    return found.on === on && found.ticks ? { ...noRollCall(on), ...found } : { ...noRollCall(on), points: found.points ?? [], point: found.point ?? '' }
  } catch {
    return noRollCall(on)
  }
}

/** Keeps a roll-call, at once: the phone may be dropped the next moment. */
export function keepRollCall(number: string, kept: RollCall): void {
  try {
    localStorage.setItem(keyOf(number), JSON.stringify(kept))
  } catch {
    // Ticks then last as long as the page.
  }
}

/**
 * The roll-call with somebody found, or not found after all. Whoever ticks has seen
 * the tick of before: theirs is later, also where their clock is behind.
 */
export function withTick(kept: RollCall, presence: string, tick: Omit<KeptTick, 'point' | 'sent'>): RollCall {
  const before = kept.ticks[presence]
  const at = new Date(Math.max(Date.parse(tick.at), before ? Date.parse(before.at) + 1 : 0)).toISOString()
  return { ...kept, ticks: { ...kept.ticks, [presence]: { ...tick, at, point: tick.found ? kept.point : '', sent: false } } }
}

/** The roll-call after the register said which tick counts. One that was made since, on this phone, waits for its own answer. */
export function withAnswer(kept: RollCall, tick: Tick): RollCall {
  const mine = kept.ticks[tick.presence]
  if (mine && !mine.sent && Date.parse(mine.at) > Date.parse(tick.at)) return kept
  return { ...kept, ticks: { ...kept.ticks, [tick.presence]: keptOf(tick) } }
}

/** A new roll-call on purpose, on a phone that ticks by itself: all ticks go. */
export function withoutTicks(kept: RollCall): RollCall {
  return { ...kept, state: 'none', ticks: {} }
}

/** The ticks that the register does not know yet, oldest first. */
export function unsent({ ticks }: RollCall): [presence: string, tick: KeptTick][] {
  return Object.entries(ticks)
    .filter(([, { sent }]) => !sent)
    .sort(([, a], [, b]) => Date.parse(a.at) - Date.parse(b.at))
}

/** What is known once the register has answered: its ticks, and those of this phone that are later or that it has not got. */
export function merged(kept: RollCall, { points, rollCall }: Evacuation, now: Date): RollCall {
  const names = points.map(({ name }) => name)
  const base = { ...kept, points: names, point: names.includes(kept.point) ? kept.point : '' }
  if (!rollCall) return { ...base, id: '', state: 'none' }
  const { id, open, beganAt, beganBy, endedAt = '' } = rollCall
  const about = { ...base, id, beganAt, beganBy, endedAt }
  const news = Object.fromEntries(rollCall.ticks.map((tick) => [tick.presence, keptOf(tick)]))
  if (open) {
    // What was ticked long before a roll-call began was another one.
    const since = Date.parse(beganAt) - early
    const mine = unsent(kept).filter(([presence, { at }]) => Date.parse(at) >= since && !(Date.parse(at) <= Date.parse(news[presence]?.at ?? '')))
    return { ...about, state: 'open', ticks: { ...news, ...Object.fromEntries(mine) } }
  }
  const mineToo = kept.id === id && kept.state !== 'none'
  const fresh = endedAt !== '' && now.getTime() - Date.parse(endedAt) < shownEnded
  if (mineToo || (fresh && unsent(kept).length === 0)) return { ...about, state: 'ended', ticks: news }
  // It was over before: what is ticked here since is the beginning of another.
  return { ...about, state: 'none', ticks: Object.fromEntries(unsent(kept)) }
}

function keptOf({ found, point = '', at, by }: Tick): KeptTick {
  return { found, point, at, by, sent: true }
}
