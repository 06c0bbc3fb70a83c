/**
 * What a company lets a user do.
 */
import type { Entitlement } from '../../api/session'

/** All entitlements, the daily ones first. */
export const entitlements = ['register', 'consult', 'workplaces', 'gateway', 'web_service', 'access'] as const satisfies readonly Entitlement[]

/** Those that can be given. Of a gateway there is none yet that one could be entitled to. */
export const offered = entitlements.filter((one) => one !== 'gateway')

/** The entitlements with one more or one less, always in the same order. */
export function toggled(may: Entitlement[], one: Entitlement, on: boolean): Entitlement[] {
  return entitlements.filter((each) => (each === one ? on : may.includes(each)))
}
