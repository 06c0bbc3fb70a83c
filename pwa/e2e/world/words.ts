/** What the screens say, from the catalogue that they say it from. */
import { readFileSync } from 'node:fs'
import type english from '../../../static/i18n/en.json'

/** A key of the catalogue. */
export type Key = keyof typeof english

/** Says a text of the catalogue, with its placeholders filled. */
export type Say = (key: Key, values?: Record<string, string | number>) => string

type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>

/** The words of one language, by its code. */
export function wordsIn(language: string): Say {
  const file = new URL(`../../../static/i18n/${language}.json`, import.meta.url)
  const catalogue = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Message>
  const plural = new Intl.PluralRules(language)
  return (key, values = {}) => {
    const message = catalogue[key]
    const form = typeof message === 'object' ? message[plural.select(Number(values.count))] : message
    if (!form) throw new Error(`the catalogue of ${language} does not say ${key}`)
    return form.replace(/\{\{\.(\w+)\}\}/g, (_, name: string) => {
      if (!(name in values)) throw new Error(`${key} wants ${name}`)
      return String(values[name])
    })
  }
}
