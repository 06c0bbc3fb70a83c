import { fromBase64url, isDay, type ReceiptText } from '../../numbers'
import { isSimulationNumber, parseReceiptNumber } from '../../numbers/receipt-number'

/** What a receipt says: all that is on it, and nothing more is known of the person. */
export interface Receipt {
  /** Fifteen digits. */
  number: string
  /** Workplace number. */
  workplace: string
  /** The day it holds for, YYYY-MM-DD. */
  day: string
  /** When it was registered, in seconds since 1970. */
  issuedAt: number
  /** The channel, as the register names it. */
  channel: string
  /** base64url of the first 16 bytes of SHA-256(salt + ":" + the person's digits). */
  who: string
  /** The salt, as its holder showed it; in receipts of before December 2026, their number. Absent: whose it is was not shown. */
  salt?: string
  /** The employer's number, when known. */
  employer?: string
  /** Whether the person came or went, and when in seconds since 1970; absent for a presence of a day. */
  direction?: 'in' | 'out'
  at?: number
  /** The authority that gave the number; absent where that was the register itself. */
  authority?: string
  /** It comes from the simulation environment and proves nothing. */
  simulation: boolean
}

/** A receipt taken apart, its signature not yet looked at. */
export interface Unverified {
  /** The algorithm it claims; only EdDSA is ever accepted. */
  alg: unknown
  /** The key it claims. */
  kid: unknown
  /** The receipt as claimed; undefined when it lacks something every receipt has. */
  receipt: Receipt | undefined
  /** The bytes that were signed, and the signature; undefined when it is no base64url. */
  signed: Uint8Array<ArrayBuffer>
  signature: Uint8Array<ArrayBuffer> | undefined
}

/**
 * Takes a compact JWS (RFC 7515) of type ciaw-receipt+jwt apart, with the salt that was shown beside it. Undefined when
 * the text is something else; nothing in it is to be believed yet.
 */
export function takeApart({ jws, salt }: ReceiptText): Unverified | undefined {
  const [head = '', body = '', tail = '', ...rest] = jws.split('.')
  const header = readObject(head)
  const claims = readObject(body)
  if (rest.length > 0 || !header || !claims || header['typ'] !== 'ciaw-receipt+jwt') return undefined
  return {
    alg: header['alg'],
    kid: header['kid'],
    // Extensions that must be understood are not understood here.
    receipt: 'crit' in header ? undefined : readReceipt(claims, salt),
    signed: new TextEncoder().encode(`${head}.${body}`),
    signature: fromBase64url(tail),
  }
}

function readObject(part: string): Record<string, unknown> | undefined {
  const bytes = fromBase64url(part)
  if (!bytes) return undefined
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

function readReceipt(claims: Record<string, unknown>, shown: string | undefined): Receipt | undefined {
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : '')
  const number = parseReceiptNumber(text('jti'))
  const issuedAt = claims['iat']
  const [workplace, day, channel, salted, unsalted, employer] = ['wp', 'day', 'ch', 'sd', 'who', 'emp'].map(text)
  const who = salted || unsalted
  if (!number || !workplace || !channel || !who || !day || !isDay(day)) return undefined
  if (typeof issuedAt !== 'number' || !Number.isFinite(issuedAt)) return undefined
  const simulation = claims['sim'] === true || isSimulationNumber(number)
  const authority = text('aut')
  const salt = salted ? shown : number
  const additions = { ...(salt && { salt }), ...(employer && { employer }), ...readDirection(claims), ...(authority && authority !== 'self' && { authority }) }
  return { number, workplace, day, issuedAt, channel, who, ...additions, simulation }
}

function readDirection({ dir, at }: Record<string, unknown>): Pick<Receipt, 'direction' | 'at'> {
  if ((dir !== 'in' && dir !== 'out') || typeof at !== 'number' || !Number.isFinite(at)) return {}
  return { direction: dir, at }
}
