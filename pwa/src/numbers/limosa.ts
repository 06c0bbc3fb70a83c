import { labels } from '../../../static/numbers.json'
import { decodeLayers, decodePercent } from './percent'
import { isDay } from './day'
import { mod97 } from './mod97'
import { linkOf, trimBlank } from './link'
import { plain, unlabelled } from './plain'

/**
 * What the code of a Limosa L1 says. Only the number counts; the rest are
 * hints for the person holding the document to confirm, never proof.
 */
export interface LimosaReading {
  /** Seventeen digits. */
  number: string
  /** Its check digits fit. The rule is inferred from published numbers, so it may only warn. */
  likely: boolean
  name?: string
  employer?: string
  /** First and last day of the declaration, YYYY-MM-DD. */
  from?: string
  to?: string
}

/** Where a known issuer of codes keeps each field in its query. */
interface Profile {
  host: string
  path: string
  number: string
  name: string
  employer: string
  from: string
  to: string
}

/**
 * The known forms of the code's URL. A newly learned form is one more row; a
 * URL of no row is still searched for a number that passes its check.
 */
const profiles: Profile[] = [
  // Our own form, for tests and the demo.
  { host: 'limosa.example', path: '/l1', number: 'nr', name: 'naam', employer: 'werkgever', from: 'van', to: 'tot' },
]

const longest = 4096

/**
 * Reads the text of a Limosa L1's code, or a typed number. It takes any URL,
 * percent-encoded (at most twice) or raw, and bare digits with separators. The
 * text is untrusted: it is taken apart here and never followed.
 */
export function parseLimosaText(text: string): LimosaReading | undefined {
  const trimmed = trimBlank(text)
  if (trimmed === '' || text.length > longest) return undefined
  const bare = parseLimosaNumber(trimmed)
  if (bare) return reading(bare)
  // A name may end as a sentence does: the text itself first.
  const texts = [...new Set([trimmed, linkOf(trimmed)])].map(decodeLayers)
  for (const layers of texts) {
    for (const [depth, layer] of layers.entries()) {
      const known = readKnown(layer, 2 - depth)
      if (known) return known
    }
  }
  const found = texts.flat().map(findNumber).find((number) => number !== undefined)
  return found === undefined ? undefined : reading(found)
}

/** The seventeen digits of a typed Limosa number, without separators and a label. */
export function parseLimosaNumber(text: string): string | undefined {
  const digits = digitsOf(text)
  return /^[0-9]{17}$/.test(digits) ? digits : undefined
}

/** Whether the check digits of a Limosa number fit: the whole number modulo 97 is 1. */
export function limosaLikely(digits: string): boolean {
  return /^[0-9]{17}$/.test(digits) && mod97(digits) === 1
}

/** What is typed of a Limosa number, without separators and a label. */
export const digitsOf = (text: string) => unlabelled(plain(text), labels.limosa)

function reading(number: string): LimosaReading {
  return { number, likely: limosaLikely(number) }
}

const urlParts = /^https?:\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is

function readKnown(url: string, decodings: number): LimosaReading | undefined {
  const parts = urlParts.exec(url)
  if (!parts) return undefined
  const [, host = '', path = '', query = ''] = parts
  const profile = profiles.find(
    (p) => p.host === host.toLowerCase() && p.path === path.toLowerCase().replace(/\/$/, ''),
  )
  if (!profile) return undefined
  const field = fields(query, profile, decodings)
  const number = parseLimosaNumber(alone(field(profile.number)))
  if (!number) return undefined
  const name = hint(field(profile.name))
  const employer = hint(field(profile.employer))
  const from = dayHint(alone(field(profile.from)))
  const to = dayHint(alone(field(profile.to)))
  return {
    ...reading(number),
    ...(name && { name }),
    ...(employer && { employer }),
    ...(from && { from }),
    ...(to && { to }),
  }
}

/**
 * Looks fields up in a query. Before 2017 values were written raw, so an
 * ampersand separates fields only where a known field's name follows it.
 */
function fields(query: string, profile: Profile, decodings: number) {
  const names = [profile.number, profile.name, profile.employer, profile.from, profile.to]
  const found = new Map<string, string>()
  for (const pair of query.split(new RegExp(`&(?=(?:${names.join('|')})=)`, 'i'))) {
    const equals = pair.indexOf('=')
    if (equals < 0) continue
    const key = pair.slice(0, equals).toLowerCase()
    if (!found.has(key)) found.set(key, pair.slice(equals + 1))
  }
  return (name: string): string | undefined => {
    let value = found.get(name)?.replace(/\+/g, ' ')
    for (let i = 0; value !== undefined && i < decodings; i++) value = decodePercent(value)
    return value
  }
}

/** A value that holds no ampersand of its own, without the unknown fields that may follow it. */
function alone(value: string | undefined): string {
  return value?.split('&')[0] ?? ''
}

/** Text for the eye only: no control or direction-changing characters, and not endless. */
function hint(value: string | undefined): string | undefined {
  const clean = value
    ?.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return clean ? [...clean].slice(0, 100).join('') : undefined
}

function dayHint(value: string): string | undefined {
  const day = value.trim()
  return isDay(day) ? day : undefined
}

/** A number that passes its check in the query values, path segments or fragment of any URL, or in any other text. */
function findNumber(text: string): string | undefined {
  const parts = urlParts.exec(text)
  const places = parts ? [parts[3] ?? '', parts[2] ?? '', parts[4] ?? ''] : [text]
  for (const place of places) {
    for (const [run] of place.matchAll(/\d+/g)) {
      if (limosaLikely(run)) return run
    }
  }
  return undefined
}
