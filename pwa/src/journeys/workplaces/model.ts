/**
 * The workplaces that concern a company, in the order in which one looks for
 * them.
 */
import type { WorkplaceSummary } from '../../api/work'

/** From so many workplaces on there is a field to search them. */
export const many = 8

const order = { open: 0, not_yet: 1, closed: 2 }

/** Those whose name, number or address holds a text: open ones first, each sort by name. */
export function found(all: WorkplaceSummary[], text: string): WorkplaceSummary[] {
  const wanted = plain(text)
  return all
    .filter(({ workplace }) => plain(`${workplace.name} ${workplace.number} ${workplace.address}`).includes(wanted))
    .sort((a, b) => order[a.workplace.open] - order[b.workplace.open] || a.workplace.name.localeCompare(b.workplace.name))
}

/** Lower case, without accents. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
