/** The posters of the demo. */
import { randomInt } from 'node:crypto'
import type { components } from '../../src/api/schema.gen'

type Demo = components['schemas']['Demo']

/** A poster that hangs somewhere. */
export interface Poster {
  code: string
  /** What its QR code says. */
  link: string
  /** Name and number of its workplace. */
  name: string
  workplace: string
}

/** What state a poster must be in; `open` when nothing is said. */
export type PosterState = 'open' | 'not_yet' | 'closed' | 'revoked'

/** The posters of the demo in one state, each of another workplace. */
export async function posters(origin: string, state: PosterState = 'open'): Promise<Poster[]> {
  const demo = (await (await fetch(`${origin}/api/v1/demo`)).json()) as Demo
  const found = new Map<string, Poster>()
  for (const { code, workplace, name, open, revoked } of demo.posters) {
    if ((revoked ? 'revoked' : open) !== state || found.has(workplace)) continue
    found.set(workplace, { code, link: `${origin}/p/${code}`, name, workplace })
  }
  return [...found.values()]
}

/** One such poster. */
export async function poster(origin: string, state?: PosterState): Promise<Poster> {
  const [first] = await posters(origin, state)
  if (!first) throw new Error(`the demo has no poster that is ${state}`)
  return first
}

/** A poster of a workplace where in and out are registered. */
export async function timedPoster(origin: string): Promise<Poster> {
  const demo = (await (await fetch(`${origin}/api/v1/demo`)).json()) as Demo
  const numbers = demo.posters.filter(({ directions }) => directions.includes('in')).map(({ workplace }) => workplace)
  const found = (await posters(origin)).find(({ workplace }) => numbers.includes(workplace))
  if (!found) throw new Error('the demo has no workplace that takes in and out')
  return found
}

/** The number of a workplace that nobody keeps yet, with a fitting check character. */
export function newWorkplaceNumber(): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const eleven = '1Y10' + Array.from({ length: 7 }, () => alphabet[randomInt(alphabet.length)]).join('')
  const rest = [...eleven].reduce((sum, character) => (sum * 34 + alphabet.indexOf(character)) % 31, 0)
  return `${eleven}${alphabet[rest || 31]}Z`
}
