import { type LimosaReading, parseLimosaText } from '../../numbers'

/** How a demo poster behaves when it is scanned. */
export type PosterState = 'open' | 'not_yet' | 'closed' | 'revoked'

/** A demo L1 as its holder would see it. */
export interface DemoLimosa {
  /** The text of its code. */
  text: string
  /** Seventeen digits, for typing. */
  number: string
  name: string
  employer: string
  state: 'valid' | 'ended' | 'not_begun' | 'unlikely'
  /** The day that explains the state, YYYY-MM-DD; empty where none does. */
  day: string
}

/** What a poster will do: a withdrawn poster matters more than the workplace behind it. */
export function stateOf(poster: { open: 'open' | 'not_yet' | 'closed'; revoked: boolean }): PosterState {
  return poster.revoked ? 'revoked' : poster.open
}

/** The demo L1s with the state they have on a day, YYYY-MM-DD; a text without a number is left out. */
export function describeLimosas(texts: string[], today: string): DemoLimosa[] {
  return texts.flatMap((text) => {
    const read = parseLimosaText(text)
    if (!read) return []
    const { number, name = '', employer = '' } = read
    return [{ text, number, name, employer, ...validity(read, today) }]
  })
}

function validity({ likely, from, to }: LimosaReading, today: string): Pick<DemoLimosa, 'state' | 'day'> {
  if (!likely) return { state: 'unlikely', day: '' }
  if (to && to < today) return { state: 'ended', day: to }
  if (from && from > today) return { state: 'not_begun', day: from }
  return { state: 'valid', day: to ?? '' }
}

/** Whether an address leads to this computer only, so that a phone cannot follow it. */
export function onlyHere(hostname: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname)
}

/** Seventeen digits in groups that are easy to copy. */
export function groupLimosa(number: string): string {
  return number.replace(/(\d{4})(?=\d)/g, '$1 ')
}
