import { labels } from '../../../static/numbers.json'
import type { Help } from './help'
import { plain, unlabelled } from './plain'

// Base 34: the digits and the letters without I and O.
const alphabet = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const length = 13

/** A workplace's number from its declaration of works. */
export interface WorkplaceNumber {
  /** Thirteen characters, `1Y10…Z`. */
  number: string
  /** Its check character fits. The rule is inferred from published numbers, so it may only warn. */
  likely: boolean
}

/**
 * Reads a workplace number: lower case, O for 0, I for 1, separators and a
 * label are forgiven. Undefined when its form is not that of a workplace number.
 */
export function parseWorkplaceNumber(text: string): WorkplaceNumber | undefined {
  const number = characters(text)
  const help = helpOf(number)
  if (help !== 'good' && help !== 'check_fails') return undefined
  return { number, likely: help === 'good' }
}

/** What to tell a person who is typing a workplace number. */
export function workplaceHelp(text: string): Help {
  return helpOf(characters(text))
}

const characters = (text: string) => unlabelled(plain(text), labels.workplace).replace(/O/g, '0').replace(/I/g, '1')

function helpOf(number: string): Help {
  if (number === '') return 'empty'
  for (const character of number) if (!alphabet.includes(character)) return 'wrong_character'
  if (!'1Y10'.startsWith(number.slice(0, 4))) return 'wrong_character'
  if (number.length < length) return 'short'
  if (number.length > length) return 'long'
  if (!number.endsWith('Z')) return 'wrong_character'
  return number[11] === checkCharacter(number) ? 'good' : 'check_fails'
}

/** The first eleven characters as a base-34 number, modulo 31, where 0 counts as 31. */
function checkCharacter(number: string): string {
  let remainder = 0
  for (const character of number.slice(0, 11)) {
    remainder = (remainder * 34 + alphabet.indexOf(character)) % 31
  }
  return alphabet[remainder === 0 ? 31 : remainder] as string
}
