/**
 * What a user wants to be told on a device.
 */
import type { Alarm, NewSubscription, Subscription } from '../../api/subscription'

/** What one wants, as the screen shows it. */
export interface Wants {
  remarks: boolean
  reminder: boolean
  out: boolean
  missing: boolean
  reminderAt: string
  outAt: string
  missingAt: string
  weekend: boolean
}

/** What is offered first: before work, after it, and when everybody should be there. */
export const nothing: Wants = {
  remarks: false, reminder: false, out: false, missing: false, reminderAt: '06:30', outAt: '18:00', missingAt: '08:00', weekend: false,
}

const working = [1, 2, 3, 4, 5]

/** What a subscription says; without one, nothing is wanted. */
export function wantsOf(sub: Subscription | undefined): Wants {
  if (!sub) return nothing
  const days = [sub.reminder, sub.out, sub.missing].flatMap((alarm) => alarm?.days ?? [])
  return {
    remarks: sub.remarks,
    reminder: sub.reminder !== undefined,
    out: sub.out !== undefined,
    missing: sub.missing !== undefined,
    reminderAt: sub.reminder?.at ?? nothing.reminderAt,
    outAt: sub.out?.at ?? nothing.outAt,
    missingAt: sub.missing?.at ?? nothing.missingAt,
    weekend: days.includes(0) || days.includes(6),
  }
}

/** Whether anything is wanted at all. */
export const wantsAny = (wants: Wants) => wants.remarks || wants.reminder || wants.out || wants.missing

/** What the register is sent of these wants. */
export function alarmsOf(wants: Wants): Pick<NewSubscription, 'remarks' | 'reminder' | 'out' | 'missing'> {
  const days = wants.weekend ? [0, ...working, 6] : working
  const alarm = (at: string): Alarm => ({ at, days })
  return {
    remarks: wants.remarks,
    ...(wants.reminder && { reminder: alarm(wants.reminderAt) }),
    ...(wants.out && { out: alarm(wants.outAt) }),
    ...(wants.missing && { missing: alarm(wants.missingAt) }),
  }
}
