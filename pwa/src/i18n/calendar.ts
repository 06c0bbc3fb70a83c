import { language } from './catalogue'
import { describe } from './languages'

/**
 * A day, YYYY-MM-DD, in words of the language on screen: "Monday 23 November",
 * with the year when `style` is 'full', "23 November 2026" when it is 'date',
 * or "23 Nov" when it is 'short'.
 */
export function formatDay(day: string, style: 'long' | 'full' | 'date' | 'short' = 'long'): string {
  const at = new Date(`${day}T12:00:00Z`)
  if (Number.isNaN(at.getTime())) return day
  const options: Intl.DateTimeFormatOptions =
    style === 'short'
      ? { day: 'numeric', month: 'short' }
      : {
          day: 'numeric',
          month: 'long',
          ...(style !== 'date' && { weekday: 'long' }),
          ...(style !== 'long' && { year: 'numeric' }),
        }
  return new Intl.DateTimeFormat(locale(), { ...options, timeZone: 'UTC' }).format(at)
}

/** The time of day in Brussels at an instant (a Date, or RFC 3339 text): "06:52". */
export function formatTime(at: Date | string): string {
  const time = typeof at === 'string' ? new Date(at) : at
  return new Intl.DateTimeFormat(locale(), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'Europe/Brussels',
  }).format(time)
}

function locale(): string {
  return describe(language.value).locale
}
