/**
 * The L1 that its owner wanted remembered, so that tomorrow takes the poster
 * and one tap.
 */
import { signal } from '@preact/signals'
import { type LimosaReading, parseLimosaText } from '../numbers'
import { phoneBox } from './deliver'
import type { Holder } from './holder'

/** An L1 as it was read: the text of its code, and what the text says. */
export interface ReadLimosa extends LimosaReading {
  text: string
}

/** The remembered L1; null when there is none, undefined until the phone has been asked. */
export const remembered = signal<ReadLimosa | null | undefined>(undefined)

/** Reads the remembered L1. */
export async function recallLimosa(): Promise<void> {
  remembered.value = readLimosa(await (await phoneBox()).limosa()) ?? null
}

/** Remembers an L1 on this phone; without one, forgets it. */
export async function rememberLimosa(limosa: ReadLimosa | undefined): Promise<void> {
  await (await phoneBox()).rememberLimosa(limosa?.text)
  remembered.value = limosa ?? null
}

/** What the text of an L1's code says. */
export function readLimosa(text: string | undefined): ReadLimosa | undefined {
  const reading = text === undefined ? undefined : parseLimosaText(text)
  return reading && text !== undefined ? { ...reading, text } : undefined
}

/** Whom a remembered L1 makes the holder of the phone, as its presences tell people apart. */
export function holderOf(limosa: ReadLimosa | null | undefined): Holder['limosa'] {
  return limosa ? { digits: limosa.number.slice(-4), ...(limosa.name && { worker: limosa.name }) } : undefined
}

/** Whether an L1, by the dates on it, covers a day (YYYY-MM-DD). Its dates are hints: the answer may only warn. */
export function coverage(limosa: Pick<LimosaReading, 'from' | 'to'>, day: string): 'covers' | 'ended' | 'not_begun' {
  if (limosa.to && limosa.to < day) return 'ended'
  return limosa.from && limosa.from > day ? 'not_begun' : 'covers'
}
