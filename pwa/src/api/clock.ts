/**
 * What time it really is. Phones on building sites have wrong clocks; every
 * reply of the register carries the right time in its Date header, and the
 * last known difference serves while there is no network.
 */
import { signal } from '@preact/signals-core'
import { brusselsDay } from '../numbers'
import { recall, remember } from './memory'

/** A clock that differs by more than this is called wrong; less is rounding and slow networks. */
const tolerated = 3_600_000
const remembered = 'ciaw.clock'

/** Milliseconds by which the register's clock is ahead of this phone's; undefined before the first reply. */
export const difference = signal<number | undefined>(known())

/** The difference between the register and the phone, in milliseconds, from one exchange. */
export function differenceOf(dateHeader: string | null, sent: number, received: number): number | undefined {
  const server = Date.parse(dateHeader ?? '')
  if (Number.isNaN(server)) return undefined
  // The header is cut to whole seconds.
  return server + 500 - (sent + received) / 2
}

/** Learns from the Date header of a reply; times by the phone's clock in milliseconds. */
export function learn(dateHeader: string | null, sent: number, received: number): void {
  const found = differenceOf(dateHeader, sent, received)
  if (found === undefined) return
  difference.value = found
  remember(remembered, String(Math.round(found)))
}

/** Whether the phone's clock is wrong by more than an hour, as far as is known. */
export function clockWrong(known: number | undefined = difference.value): boolean {
  return known !== undefined && Math.abs(known) > tolerated
}

/** The time now: the phone's, or the register's where the phone's clock is known to be wrong. */
export function now(device: number = Date.now(), known: number | undefined = difference.value): Date {
  return new Date(known !== undefined && clockWrong(known) ? device + known : device)
}

/** Today in Brussels, YYYY-MM-DD, as far as is known. */
export function today(): string {
  return brusselsDay(now())
}

function known(): number | undefined {
  const text = recall(remembered)
  return text ? Number(text) || 0 : undefined
}
