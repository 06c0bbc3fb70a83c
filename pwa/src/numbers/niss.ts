import { labels } from '../../../static/numbers.json'
import type { Help } from './help'
import { mod97 } from './mod97'
import { plain, unlabelled } from './plain'

/**
 * The eleven digits of a national number (NISS) that can be one, from them with
 * or without separators and a label. It takes what the register takes: nobody
 * is promised what is refused later.
 */
export function parseNiss(text: string, year = thisYear()): string | undefined {
  const digits = digitsOf(text)
  return helpOf(digits, year) === 'good' ? digits : undefined
}

/** What to tell a person who is typing a national number. */
export function nissHelp(text: string): Help {
  return helpOf(digitsOf(text), thisYear())
}

/** A national number as it may be shown: its last two digits only. */
export function maskNiss(digits: string): string {
  return `··· ${digits.slice(-2)}`
}

const digitsOf = (text: string) => unlabelled(plain(text), labels.niss)

/** The year in which people may be born at the latest. */
const thisYear = () => new Date().getFullYear()

function helpOf(digits: string, year: number): Help {
  if (digits === '') return 'empty'
  if (!/^[0-9]*$/.test(digits)) return 'wrong_character'
  if (digits.length < 11) return 'short'
  if (digits.length > 11) return 'long'
  const since2000 = fits(digits, '2') && calendar(digits, 2000) && 2000 + Number(digits.slice(0, 2)) <= year
  return since2000 || (fits(digits, '') && calendar(digits, 1900)) ? 'good' : 'check_fails'
}

/** Check digits: 97 less the first nine modulo 97, with a 2 in front for people born from 2000 on. */
function fits(digits: string, century: string): boolean {
  return Number(digits.slice(9)) === 97 - mod97(century + digits.slice(0, 9))
}

/**
 * Whether the first six digits can be a date of birth. BIS numbers add 20 or 40
 * to the month. A day that is not known is 00. Where the month is not known, or
 * all numbers of a day were given, both are 00; when those are all given too,
 * the day counts on, to any number.
 */
function calendar(digits: string, century: number): boolean {
  const year = century + Number(digits.slice(0, 2))
  const written = Number(digits.slice(2, 4))
  const month = written >= 40 ? written - 40 : written >= 20 ? written - 20 : written
  const day = Number(digits.slice(4, 6))
  if (month === 0) return true
  return month <= 12 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}
