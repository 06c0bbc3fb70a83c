/**
 * Splits each catalogue in two: what a worker may read, which comes before the
 * camera opens, and what is said at a desk, which comes with the first page
 * that says it.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** Groups of keys that no page of a worker's morning says; but it may ask to sign in, and others than the page of days name what became of a day. */
const desk =
  /^(nowhere|files|gate|days(?=\.(?:whose|mine|others|month|pdf)(?:\.|$))|settings(?=\.(?!language))|help(?=\.(?!drawing|where))|places|board|evacuation|presences|portal|signin(?=\.(?!title))|found|link|users|entitlement|me|push|mail|hooks|again|code|recovery|mistake|verify|demo|poster|sheet|work(?=\.(?!same$))|crew(?=\.(?!mine|locked)))\./

/** Whether a key is said at a desk only. */
export function isDeskKey(key: string): boolean {
  return desk.test(key)
}

/** One part of a catalogue: `early` without the words of a desk, `desk` nothing else. */
export function partOf(catalogue: Record<string, unknown>, part: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(catalogue).filter(([key]) => isDeskKey(key) === (part === 'desk')))
}

const folder = join(import.meta.dirname, '../../static/i18n')

/** Serves `LANGUAGE.json?early` and `LANGUAGE.json?desk`. */
export function wordsApart(): Plugin {
  return {
    name: 'words-apart',
    enforce: 'pre',
    resolveId(source) {
      const found = /(\w+)\.json\?(early|desk)$/.exec(source)
      return found ? `\0words:${found[1]}-${found[2]}.js` : undefined
    },
    load(id) {
      const found = /^\0words:(\w+)-(early|desk)\.js$/.exec(id)
      if (!found) return undefined
      const [, language = '', part = ''] = found
      const file = join(folder, `${language}.json`)
      this.addWatchFile(file)
      const catalogue = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
      return `export default ${JSON.stringify(partOf(catalogue, part))}`
    },
  }
}
