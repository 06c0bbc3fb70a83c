/**
 * An evacuation list while people are being looked for.
 */
import type { EvacuationList, ListedPerson } from '../../offline/evacuation-lists'
import type { RollCall } from '../../offline/roll-calls'

/** The people of one company, as far as they are shown. */
export interface Company {
  name: string
  people: ListedPerson[]
  /** How many of all its people there are, and were found. */
  count: number
  found: number
}

/** The companies with the people still to be shown: those whose name or company holds a text, and if wanted only those not found. */
export function shown(list: EvacuationList, { ticks }: RollCall, wanted: { name: string; onlyLeft: boolean }): Company[] {
  const text = plain(wanted.name)
  const companies = new Map<string, Company>()
  for (const one of list.people) {
    const company = companies.get(one.company) ?? { name: one.company, people: [], count: 0, found: 0 }
    companies.set(one.company, company)
    const found = ticks[one.id]?.found ?? false
    company.count++
    if (found) company.found++
    if (!(wanted.onlyLeft && found) && (text === '' || plain(`${one.name} ${one.company}`).includes(text))) company.people.push(one)
  }
  return [...companies.values()]
    .filter(({ people }) => people.length > 0)
    .sort((a, b) => Number(!a.name) - Number(!b.name) || a.name.localeCompare(b.name))
}

/** How many were not found yet; ticks of people who are no longer on the list count for nothing. */
export function left(list: EvacuationList, { ticks }: RollCall): number {
  return list.people.filter((one) => !ticks[one.id]?.found).length
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
