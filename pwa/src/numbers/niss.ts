import type { Help } from './help'
import { mod97 } from './mod97'

/** The eleven digits of a national number (NISS) that can be one, without dots, dashes and spaces. */
export function parseNiss(text: string): string | undefined {
  const digits = plain(text)
  return nissHelp(digits) === 'good' ? digits : undefined
}

/** What to tell a person who is typing a national number. */
export function nissHelp(text: string): Help {
  const digits = plain(text)
  if (digits === '') return 'empty'
  if (!/^\d*$/.test(digits)) return 'wrong_character'
  if (digits.length < 11) return 'short'
  if (digits.length > 11) return 'long'
  return fits(digits, '') || fits(digits, '2') ? 'good' : 'check_fails'
}

/** A national number as it may be shown: its last two digits only. */
export function maskNiss(digits: string): string {
  return `··· ${digits.slice(-2)}`
}

/** Check digits: 97 less the first nine modulo 97, with a 2 in front for people born from 2000 on. */
function fits(digits: string, century: string): boolean {
  return Number(digits.slice(9)) === 97 - mod97(century + digits.slice(0, 9))
}

function plain(text: string): string {
  return text.replace(/[\s.\-‐-―]/g, '')
}
