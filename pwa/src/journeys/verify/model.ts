import { parseReceiptText, toBase64url } from '../../numbers'
import { longest } from '../../offline/shifts'
import type { Key, Keys } from './keys'
import { type Receipt, takeApart } from './receipt'

/** What is known of a text that was held out as a receipt. */
export type Verdict =
  /** Signed by the register, for today. */
  | { kind: 'today'; receipt: Receipt }
  /** Signed by the register, for a day that is not today. */
  | { kind: 'other_day'; receipt: Receipt }
  /** Signed by the register, for a day that is over: an in, whose shift may still go on. */
  | { kind: 'shift'; receipt: Receipt; since: Date }
  /** Signed, but by the simulation environment. */
  | { kind: 'simulation'; receipt: Receipt }
  /** Looks like a receipt of the register, but the signature is not its. */
  | { kind: 'forged' }
  /** Its key is none of the register's, which was asked just now. */
  | { kind: 'not_ours' }
  /** Its key is none that this phone knows, and the register could not be asked. */
  | { kind: 'unknown_key' }
  /** Something else altogether. */
  | { kind: 'not_receipt' }
  /** The browser has no cryptography here, as on a page without https. */
  | { kind: 'unable' }

/**
 * Whether a signature of a message is a key's. Undefined when this browser
 * cannot tell.
 */
export type Check = (key: Key, signature: Uint8Array, message: Uint8Array) => Promise<boolean | undefined>

/** Judges a scanned or linked text. `today` is the day in Brussels, YYYY-MM-DD. */
export async function judge(text: string, keys: Keys, today: string, check: Check): Promise<Verdict> {
  const parts = parseReceiptText(text)
  const claimed = parts && takeApart(parts)
  if (!claimed) return { kind: 'not_receipt' }
  if (claimed.alg !== 'EdDSA' || claimed.signature?.length !== 64) return { kind: 'forged' }
  const key = keys.list.find((k) => k.kid === claimed.kid)
  if (!key) return { kind: keys.fresh ? 'not_ours' : 'unknown_key' }
  const genuine = await check(key, claimed.signature, claimed.signed)
  if (genuine === undefined) return { kind: 'unable' }
  if (!genuine) return { kind: 'forged' }
  const { receipt } = claimed
  if (!receipt) return { kind: 'not_receipt' }
  if (receipt.simulation) return { kind: 'simulation', receipt }
  return { kind: receipt.day === today ? 'today' : 'other_day', receipt }
}

/** At night an in of the evening before is as good as one of today, until its shift must be over. */
export function atNight(verdict: Verdict, now: Date): Verdict {
  if (verdict.kind !== 'other_day' || verdict.receipt.direction !== 'in') return verdict
  const since = new Date((verdict.receipt.at ?? 0) * 1000)
  const ago = now.getTime() - since.getTime()
  return ago >= 0 && ago < longest ? { kind: 'shift', receipt: verdict.receipt, since } : verdict
}

/** Whether it can be seen whose a receipt is: its holder shows that only after a tap. */
export function isProven(receipt: Receipt): receipt is Receipt & { salt: string } {
  return receipt.salt !== undefined
}

/** Whether a receipt belongs to the holder of a Limosa number (17 digits). */
export async function belongsTo(receipt: Receipt & { salt: string }, limosa: string): Promise<boolean> {
  const bytes = new TextEncoder().encode(`${receipt.salt}:${limosa}`)
  const hash = await crypto.subtle.digest('SHA-256', bytes)
  return toBase64url(new Uint8Array(hash, 0, 16)) === receipt.who
}

/** How a verdict looks, sounds and feels: good only for a genuine receipt of today, or of the shift that goes on. */
export function toneOf({ kind }: Verdict): 'good' | 'wait' | 'bad' {
  if (kind === 'today' || kind === 'shift') return 'good'
  return kind === 'forged' || kind === 'not_ours' ? 'bad' : 'wait'
}
