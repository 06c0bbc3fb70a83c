import { afterLabels, capitals, digits, marks, separators, small, unseen, white } from '../../../static/numbers.json'

/** What a character becomes; nothing where it falls away. Read from the file that the register reads too. */
const replacements = new Map<string, string>()

function codePoint(hexadecimal: string): number {
  return Number.parseInt(hexadecimal, 16)
}

function fill(firsts: string[], to: string): void {
  for (const first of firsts) {
    for (let n = 0; n < to.length; n++) replacements.set(String.fromCodePoint(codePoint(first) + n), to.charAt(n))
  }
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
fill(digits, '0123456789')
fill(capitals, letters)
fill([...small, '0061'], letters)
for (const character of ranges([...white, ...unseen, ...separators])) replacements.set(character, '')

/** The characters of a list of code points and ranges of them. */
export function* ranges(list: string[]): Generator<string> {
  for (const few of list) {
    const [first = '', last = first] = few.split('-')
    for (let n = codePoint(first); n <= codePoint(last); n++) yield String.fromCodePoint(n)
  }
}

/**
 * A text as numbers are kept: digits of any script of ours as 0 to 9, Latin
 * letters as capitals, without the separators that people write and without
 * what is not seen, such as the marks that turn a text's direction. All other
 * characters stay.
 */
export function plain(text: string): string {
  let to = ''
  for (const character of text) to += replacements.get(character) ?? character
  return to
}

/** A plain text without what is written before a number: "BTW-nr.", "INSZ:". */
export function unlabelled(text: string, before: readonly string[]): string {
  return text.slice((patternOf(before).exec(text)?.[0] ?? '').length)
}

const patterns = new Map<readonly string[], RegExp>()

function patternOf(before: readonly string[]): RegExp {
  let pattern = patterns.get(before)
  if (!pattern) {
    pattern = new RegExp(`^(?:(?:${[...before, ...marks].join('|')})(?:${afterLabels.join('|')})*)*`, 'u')
    patterns.set(before, pattern)
  }
  return pattern
}
