import type { Help } from './help'
import { digitsOf, limosaLikely } from './limosa'

/** What to tell a person who is typing a Limosa number. */
export function limosaHelp(text: string): Help {
  const digits = digitsOf(text)
  if (digits === '') return 'empty'
  if (!/^[0-9]*$/.test(digits)) return 'wrong_character'
  if (digits.length < 17) return 'short'
  if (digits.length > 17) return 'long'
  return limosaLikely(digits) ? 'good' : 'check_fails'
}
