import { language } from './catalogue'
import { describe } from './languages'

const styles = {
  weekday: { weekday: 'short', day: 'numeric' },
  short: { weekday: 'short', day: 'numeric', month: 'short' },
  long: { weekday: 'long', day: 'numeric', month: 'long' },
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  date: { day: 'numeric', month: 'long', year: 'numeric' },
} satisfies Record<string, Intl.DateTimeFormatOptions>

/**
 * A day, YYYY-MM-DD, in words of the language on screen: 'long' is "Monday 23
 * November", 'short' is "Mon 23 Nov", 'weekday' is "Mon 23", 'full' has the year too, 'date' is "23 November 2026". A text
 * that is no day comes back as it is.
 */
export function formatDay(day: string, style: keyof typeof styles = 'long'): string {
  const at = new Date(`${day}T12:00:00Z`)
  if (Number.isNaN(at.getTime())) return day
  return new Intl.DateTimeFormat(locale(), { ...styles[style], timeZone: 'UTC' }).format(at)
}

/** The month of a day, YYYY-MM-DD, in words of the language on screen: "November 2026". */
export function formatMonth(day: string): string {
  const at = new Date(`${day}T12:00:00Z`)
  return new Intl.DateTimeFormat(locale(), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at)
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
