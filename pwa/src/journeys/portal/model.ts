/**
 * What the portal offers to whom, and what it says of each workplace.
 */
import type { FirstSteps, OverviewRow } from '../../api/overview'
import type { Me } from '../../api/session'

/** Somewhere to go from the portal. */
export interface Way {
  name: 'work' | 'places' | 'import' | 'presences' | 'users' | 'hooks' | 'me'
  href: string
}

/** What a user can do, the daily things first; nothing is offered that the register would refuse. */
export function waysOf(user: Me): Way[] {
  const may = (entitlement: Me['entitlements'][number]) => user.entitlements.includes(entitlement)
  const ways: [boolean, Way][] = [
    [user.registersSelf || may('register'), { name: 'work', href: '/work' }],
    [may('consult') || may('register'), { name: 'presences', href: '/presences' }],
    [may('workplaces') || may('consult'), { name: 'places', href: '/places' }],
    [may('workplaces') && user.company.confirmed, { name: 'import', href: '/places/import' }],
    [may('access'), { name: 'users', href: '/users' }],
    [may('web_service'), { name: 'hooks', href: '/hooks' }],
    [true, { name: 'me', href: '/me' }],
  ]
  return ways.filter(([offered]) => offered).map(([, way]) => way)
}

/** Whether a user sees the workplaces of the company in numbers. */
export function watches({ entitlements }: Me): boolean {
  return entitlements.includes('consult') || entitlements.includes('workplaces')
}

/** A number of a workplace, and the part of its board that has those people. */
export interface Count {
  name: 'present' | 'missing' | 'expected' | 'flags'
  count: number
  href: string
}

/** The numbers of a workplace; the board explains each. */
export function countsOf({ number, present, missing, flagged, dueAt }: OverviewRow, now: Date): Count[] {
  const board = `/board/${number}`
  return [
    { name: 'present', count: present, href: board },
    { name: dueAt && now < new Date(dueAt) ? 'expected' : 'missing', count: missing, href: `${board}?show=missing` },
    { name: 'flags', count: flagged, href: `${board}?show=flags` },
  ]
}

/** One thing that a new company does first. */
export interface Step {
  name: 'confirmed' | 'workplace' | 'poster' | 'scan'
  done: boolean
  /** Where it is done, when it is next; nobody can hurry the operator. */
  href?: string
}

/** What a new company does first, in order; nothing once all is done. */
export function stepsOf(user: Me, steps: FirstSteps | undefined): Step[] {
  if (!steps) return []
  const { confirmed } = user.company
  const place = `/places/${steps.number ?? ''}`
  const all: Step[] = [
    { name: 'workplace', done: steps.workplace, href: '/places/new' },
    { name: 'poster', done: steps.poster, href: place },
    { name: 'scan', done: false, href: place },
  ]
  if (!confirmed) all.unshift({ name: 'confirmed', done: false })
  const next = all.findIndex(({ done }) => !done)
  return all.map(({ href, ...step }, i) => (i === next && href ? { ...step, href } : step))
}
