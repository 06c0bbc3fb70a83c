/**
 * What other software can be told.
 */
import type { Delivery, HookEvent } from '../../api/hooks'

/** The events, in the order in which they happen. */
export const events: HookEvent[] = ['presence.registered', 'presence.doubted', 'presence.refused', 'presence.cancelled']

/** What an event is called: mostly a word of the screen of one's own days. */
export function wordOf(event: Delivery['event']): 'days.registered' | 'days.remarked' | 'days.refused' | 'days.cancelled' | 'hooks.test.name' {
  if (event === 'test') return 'hooks.test.name'
  if (event === 'presence.doubted') return 'days.remarked'
  if (event === 'presence.refused') return 'days.refused'
  return event === 'presence.cancelled' ? 'days.cancelled' : 'days.registered'
}

/** The events with one of them added or taken out, in their order. */
export function toggled(chosen: HookEvent[], event: HookEvent, on: boolean): HookEvent[] {
  return events.filter((one) => (one === event ? on : chosen.includes(one)))
}

/** What the other side answered the last time, for whoever looks after it. */
export function answerOf({ status, error }: Delivery): string {
  return status ? `HTTP ${status}` : (error ?? '')
}
