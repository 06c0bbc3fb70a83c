import { linkClosers, linkOpeners, unseen, white } from '../../../static/numbers.json'
import { anyIn } from './plain'

const hidden = anyIn(unseen)
const blank = anyIn(white + unseen).source
const ends = new RegExp(`^${blank}|${blank}$`, 'g')
const anyOf = (characters: string) => `[${characters.replace(/[\]\\^-]/g, '\\$&')}\\s]`
const openers = new RegExp(`^(?:${anyOf(linkOpeners)}|URL(?:TO)?:)*`, 'i')
const closers = new RegExp(
  `(?:${anyOf(linkClosers)}|%(?:2[0127CE]|3[ABEF]|3C|29|2A|5D|7D|0[AD9]|C2%(?:BB|AB|A0)|E2%80%(?:9[89CD]|A6|BA|B9|8[BEF]|A[A-E])|E2%81%A[6-9]|EF%BB%BF))$`,
  'i',
)

/**
 * A text as the link that it was before a mail, a chat or a clipboard carried
 * it: without what is not seen (marks of direction, byte order marks), without
 * what was set around it (<…>, "…", URL:), and without the marks of a sentence
 * behind it, written or percent-encoded. A bracket that was opened inside stays.
 * It changes no text that is only a link.
 */
export function linkOf(text: string): string {
  const seen = trimBlank(text.replace(hidden, ''))
  let link = seen.slice((openers.exec(seen)?.[0] ?? '').length)
  for (;;) {
    const closer = closers.exec(link)?.[0]
    if (closer === undefined || opened(link, closer)) return link
    link = link.slice(0, link.length - closer.length)
  }
}

/** A text without white space and what is not seen at its ends, such as a byte order mark. */
export function trimBlank(text: string): string {
  return text.replace(ends, '')
}

/** Whether a bracket at the end of a text was opened inside it. */
function opened(text: string, closer: string): boolean {
  const at = ')]}'.indexOf(brackets(closer))
  if (at < 0) return false
  const count = (bracket: string) => brackets(text).split(bracket).length - 1
  return count('([{'.charAt(at)) >= count(')]}'.charAt(at))
}

const brackets = (text: string) => text.replace(/%(?:28|29|5b|5d|7b|7d)/gi, decodeURIComponent)
