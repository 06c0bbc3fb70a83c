/**
 * The grid of a month. Days are texts, YYYY-MM-DD, and months YYYY-MM: no clock
 * that is put forward or back, and no time zone, can shift them.
 */
import { addDays, isDay } from '../../numbers'

/** The month of a day. */
export const monthOf = (day: string): string => day.slice(0, 7)

/** Whether a text is a month, YYYY-MM. */
export const isMonth = (text: string): boolean => isDay(`${text}-01`)

/** The month so many months later. */
export function addMonths(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}

/** The days of a month, first one first. */
export function daysIn(month: string): string[] {
  const days: string[] = []
  for (let day = `${month}-01`; monthOf(day) === month; day = addDays(day, 1)) days.push(day)
  return days
}

/** The last day of a month. */
export const lastOf = (month: string): string => addDays(`${addMonths(month, 1)}-01`, -1)

/** The weeks of a month, each of seven; undefined stands for days of the months around. `first` is the day that weeks begin with: 1 is Monday, 7 is Sunday. */
export function weeksOf(month: string, first: number): (string | undefined)[][] {
  const weekday = new Date(`${month}-01T00:00:00Z`).getUTCDay()
  const cells: (string | undefined)[] = [...Array<undefined>((weekday - first + 7) % 7).fill(undefined), ...daysIn(month)]
  const weeks: (string | undefined)[][] = []
  for (let at = 0; at < cells.length; at += 7) weeks.push(Array.from({ length: 7 }, (_, i) => cells[at + i]))
  return weeks
}

/**
 * The day that a key leads to from another one, or undefined for a key that
 * leads nowhere: arrows to the days beside, Home and End to the ends of the week,
 * Page Up and Page Down to the same day of the months around, or their last one.
 */
export function dayAfterKey(key: string, from: string, { first, rtl }: { first: number; rtl: boolean }): string | undefined {
  const inWeek = (new Date(`${from}T00:00:00Z`).getUTCDay() - first + 7) % 7
  const onward = rtl ? -1 : 1
  const steps: Record<string, number> = { ArrowRight: onward, ArrowLeft: -onward, ArrowDown: 7, ArrowUp: -7, Home: -inWeek, End: 6 - inWeek }
  const step = steps[key]
  if (step !== undefined) return addDays(from, step)
  if (key !== 'PageUp' && key !== 'PageDown') return undefined
  const month = addMonths(monthOf(from), key === 'PageUp' ? -1 : 1)
  const same = month + from.slice(7)
  return isDay(same) ? same : lastOf(month)
}
