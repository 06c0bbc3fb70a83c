/**
 * What is wrong with the inputs of a form, and why a request was not done, in
 * words.
 */
import type { Reply } from '../api/reply'
import { hasKey, t } from '../i18n'
import type { Missing } from '../ui/form'

/** What is wrong with one input, by its name in the contract; undefined if nothing is. */
export function mistakeIn(reply: Reply<unknown> | undefined, field: string): string | undefined {
  if (reply?.kind !== 'problem') return undefined
  const found = reply.errors?.find((one) => one.field === field)
  return found && wordsFor(found.code)
}

/** Why a request was not done, in a sentence. */
export function saying(reply: Reply<unknown>): string {
  if (reply.kind === 'ok') return ''
  return wordsFor(reply.kind === 'unreachable' ? 'unreachable' : reply.code)
}

/** The sentence for a code; one that this version does not know is told as our own fault. */
export function wordsFor(code: string): string {
  const key = `mistake.${code}`
  return t(hasKey(key) ? key : 'mistake.internal')
}

/** What a form still lacks: the first of its needed fields, by their labels, that has nothing in it yet. */
export function missingOf(needed: [label: string, value: unknown][]): Missing | undefined {
  const field = needed.find(([, value]) => (typeof value === 'string' ? value.trim() === '' : !value))?.[0]
  return field === undefined ? undefined : { field, words: t('mistake.missing', { field }) }
}
