import { afterLabels, capitals, digits, marks, separators, small, unseen, white } from '../../../static/numbers.json'

/** What a character becomes; nothing where it falls away. Read from the file that the register reads too. */
const replacements = new Map<string, string>()

function fill(firsts: string, to: string): void {
  for (const first of firsts) {
    for (let n = 0; n < to.length; n++) replacements.set(String.fromCodePoint((first.codePointAt(0) ?? 0) + n), to.charAt(n))
  }
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
fill(digits, '0123456789')
fill(capitals, letters)
fill(`${small}a`, letters)
for (const character of ranges(white + unseen + separators)) replacements.set(character, '')

/** The characters of a list of ranges, whose ends are each two characters. */
export function ranges(ends: string): string[] {
  const all: string[] = []
  for (let i = 0; i + 1 < ends.length; i += 2) {
    for (let n = ends.charCodeAt(i); n <= ends.charCodeAt(i + 1); n++) all.push(String.fromCharCode(n))
  }
  return all
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
