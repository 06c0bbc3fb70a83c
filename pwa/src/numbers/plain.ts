import { afterLabels, capitals, digits, marks, separators, small, unseen, white } from '../../../static/numbers.json'

/** What a character becomes. Read from the file that the register reads too. */
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
const dropped = anyIn(white + unseen + separators)

function escaped(end: string): string {
  return `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** What finds the characters of a list of ranges, whose ends are each two characters, one after the other. */
export function anyIn(ends: string): RegExp {
  return new RegExp(`[${[...ends].map((end, i) => `${i % 2 ? '-' : ''}${escaped(end)}`).join('')}]+`, 'g')
}

/**
 * A text as numbers are kept: digits of any script of ours as 0 to 9, Latin
 * letters as capitals, without the separators that people write and without
 * what is not seen, such as the marks that turn a text's direction. All other
 * characters stay.
 */
export function plain(text: string): string {
  return text.replace(dropped, '').replace(/[^A-Z0-9]/g, (character) => replacements.get(character) ?? character)
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
