/**
 * What is typed in place of scanning, and how it helps while one types.
 */
import { parseLimosaNumber, parsePosterCode, parseWorkplaceNumber, posterHelp, workplaceHelp } from '../../numbers'
import { limosaHelp } from '../../numbers/limosa-help'
import type { Draft } from '../../offline/draft'

/** What to say about a text that is being typed; nothing about an empty one. */
export type Hint = 'short' | 'long' | 'wrong_character' | 'check_fails' | 'doubtful' | 'good' | undefined

/** Help for the poster's code or the workplace number, told apart by how the latter begins. */
export function placeHint(text: string): Hint {
  if (isWorkplace(text)) {
    const help = workplaceHelp(text)
    // Its check is inferred from published numbers, so it may only make one look again.
    return help === 'check_fails' ? 'doubtful' : none(help)
  }
  return none(posterHelp(text))
}

/** Help for the Limosa number. Its check is inferred as well. */
export function limosaHint(text: string): Hint {
  const help = limosaHelp(text)
  return help === 'check_fails' ? 'doubtful' : none(help)
}

/**
 * What the typed texts add to a draft; undefined while they cannot be used.
 * `limosa` is not asked for, and undefined, where an L1 was read before.
 */
export function typed(place: string, limosa: string | undefined): Draft | undefined {
  const where = isWorkplace(place) ? workplaceOf(place) : posterOf(place)
  if (!where) return undefined
  if (limosa === undefined) return { place: where }
  const number = parseLimosaNumber(limosa)
  return number === undefined ? undefined : { place: where, limosa: number }
}

function isWorkplace(text: string): boolean {
  return /^[1i]y[1i][0o]/i.test(text.replace(/[\s.-]/g, '')) && parsePosterCode(text) === undefined
}

function workplaceOf(text: string): Draft['place'] {
  const parsed = parseWorkplaceNumber(text)
  return parsed && { workplace: parsed.number }
}

function posterOf(text: string): Draft['place'] {
  const poster = parsePosterCode(text)
  return poster === undefined ? undefined : { poster }
}

function none(help: ReturnType<typeof posterHelp>): Hint {
  return help === 'empty' ? undefined : help
}
