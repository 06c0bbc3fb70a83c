/**
 * What a workplace takes on a day, as the register said it, and as this phone
 * remembers it: what is to change is remembered with its day.
 */
import type { components } from '../api/schema.gen'

/** What is known of what a workplace takes; an earlier release remembered nothing of it. */
export type Takes = Partial<Pick<components['schemas']['Workplace'], 'directions' | 'changes' | 'selfOnly' | 'outRequired'>>

/** Whether in and out are registered there on a day, YYYY-MM-DD; undefined where nothing is known. */
export function isTimed({ directions, changes = [] }: Takes, day: string): boolean | undefined {
  const begun = changes.filter(({ on }) => on <= day).sort((a, b) => (a.on < b.on ? -1 : 1))
  const now = begun.at(-1)?.directions ?? directions
  return now && !now.includes('day')
}
