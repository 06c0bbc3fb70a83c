import type { Help } from './help'
import { linkOf } from './link'
import { decodePercent } from './percent'
import { plain } from './plain'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 12

/**
 * The code of a poster in its canonical form XXXX-XXXX-XXXX, from the code as
 * typed (lower case, O for 0, I or L for 1, any separators) or from a
 * poster's link on any host. Undefined when it is neither, or its check
 * character does not fit.
 */
export function parsePosterCode(text: string): string | undefined {
  const code = characters(codeOfLink(text) ?? text)
  return help(code) === 'good' ? grouped(code) : undefined
}

/** What to tell a person who is typing a poster's code. */
export function posterHelp(text: string): Help {
  return help(characters(codeOfLink(text) ?? text))
}

/**
 * The code inside a poster's link, `https://HOST/p/CODE`, with or without
 * https://, not yet checked. Undefined when the text is no such link.
 */
export function codeOfLink(text: string): string | undefined {
  const code = /^(?:https?:\/\/)?[^/?#\s]+\/p\/([^/?#]+)\/?(?:[?#].*)?$/i.exec(linkOf(text))?.[1]
  return code === undefined ? undefined : linkOf(decodePercent(code))
}

/**
 * The code that a screen at the gate shows with a poster: six digits in the query
 * of its link. Undefined where there is none.
 */
export function screenOf(text: string): string | undefined {
  return /(?:[?&]|&amp;)s=(\d{6})(?:[&#]|$)/.exec(linkOf(text))?.[1]
}

const characters = (text: string) => plain(text).replace(/O/g, '0').replace(/[IL]/g, '1')

function grouped(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

function help(code: string): Help {
  if (code === '') return 'empty'
  for (const character of code) if (!alphabet.includes(character)) return 'wrong_character'
  if (code.length < length) return 'short'
  if (code.length > length) return 'long'
  return remainder(code) === 0 ? 'good' : 'check_fails'
}

/**
 * Horner's scheme over GF(2^5) with polynomial x^5+x^2+1 and base x: finds
 * every single wrong character and every swap of two.
 */
function remainder(code: string): number {
  let sum = 0
  for (const character of code) {
    const doubled = (sum << 1) ^ (sum & 16 ? 0b100101 : 0)
    sum = doubled ^ alphabet.indexOf(character)
  }
  return sum
}
