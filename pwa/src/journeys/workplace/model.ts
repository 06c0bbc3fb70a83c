/**
 * A workplace as its page shows it.
 */
import type { Contractor, PosterDetails } from '../../api/workplaces'

/** A company of the chain, and how many stand between it and the keeper. */
export interface Link {
  company: Contractor
  depth: number
}

/** The chain from above: each company is followed by those that work for it. One whose superior is not shown stands at the top. */
export function chainOf(all: Contractor[]): Link[] {
  const shown = new Set(all.map((one) => one.number))
  const links: Link[] = []
  const add = (under: string | undefined, depth: number) => {
    for (const company of all) {
      const above = company.under && shown.has(company.under) ? company.under : undefined
      if (above !== under || links.some((link) => link.company === company)) continue
      links.push({ company, depth })
      add(company.number, depth + 1)
    }
  }
  add(undefined, 0)
  return links
}

/** Those that hang, then those that were revoked; the one for the whole workplace first, gates by name. */
export function postersOf(all: PosterDetails[]): PosterDetails[] {
  return [...all].sort((a, b) => Number(a.revoked) - Number(b.revoked) || a.gate.localeCompare(b.gate) || a.code.localeCompare(b.code))
}
