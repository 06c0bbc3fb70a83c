/** Weeks as people of each language write them: with which day they begin, and what their days are called. */
import { language } from './catalogue'
import { describe, type Language } from './languages'

/** A day of the week: 1 is Monday, 7 is Sunday. */
export interface Weekday {
  number: number
  /** One letter or two, for the head of a narrow column. */
  narrow: string
  long: string
}

/** What newer browsers know of a locale, by a method or, before, by a property. */
interface WeekInfo {
  getWeekInfo?: () => { firstDay: number }
  weekInfo?: { firstDay: number }
}

/** The days of a week in a language, the first one first. Where the browser does not know it, that is Monday. */
export function weekdays(code: Language = language.value): Weekday[] {
  const { locale } = describe(code)
  const known: WeekInfo = new Intl.Locale(locale) as WeekInfo
  const first = (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1
  return Array.from({ length: 7 }, (_, i) => {
    const number = ((first - 1 + i) % 7) + 1
    // 1 January 2024 was a Monday.
    const name = (weekday: 'narrow' | 'long') => new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(Date.UTC(2024, 0, number))
    return { number, narrow: name('narrow'), long: name('long') }
  })
}
