/**
 * What the plots of a board show: how many came in each hour of its day, and
 * how high a bar stands.
 */
import type { Board } from '../../api/workplaces'
import { brusselsDay } from '../../numbers'

/** How many came within an hour of Brussels' clock. */
export interface HourCount {
  hour: number
  people: number
}

const hours = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Brussels', hour: '2-digit', hourCycle: 'h23' })

/** The hours of a working day, which are always shown. */
const usual = { first: 6, last: 17 }

/** Each hour of a working day, and before and after it as far as somebody came; and how many were registered on an earlier day. */
export function arrivalsOf({ on, present, left, unclosed }: Board): { hours: HourCount[]; ahead: number } {
  const counts = new Map<number, number>()
  let ahead = 0
  for (const { direction, at, since } of [...present, ...left, ...unclosed]) {
    const came = direction === 'out' ? since : at
    // Who only went out, or came in the day before, did not come on this one.
    if (!came) continue
    if (brusselsDay(new Date(came)) === on) {
      const hour = Number(hours.format(new Date(came)))
      counts.set(hour, (counts.get(hour) ?? 0) + 1)
    } else if (direction === 'day') ahead++
  }
  const first = Math.min(usual.first, ...counts.keys())
  const last = Math.max(usual.last, ...counts.keys())
  const all = Array.from({ length: last - first + 1 }, (_, i) => ({ hour: first + i, people: counts.get(first + i) ?? 0 }))
  return { hours: counts.size > 0 ? all : [], ahead }
}

/** The top of a scale: the next of 1, 2, 5, 10, 20, 50 … that is not below the highest count. */
export function scaleOf(counts: number[]): number {
  const most = Math.max(1, ...counts)
  for (let unit = 1; ; unit *= 10) for (const step of [1, 2, 5]) if (step * unit >= most) return step * unit
}
