/**
 * An evacuation list while people are being looked for.
 */
import type { EvacuationList, ListedPerson } from '../../offline/evacuation-lists'

/** The people still to be shown: those whose name or company holds a text, and if wanted only those not ticked off. */
export function shown(list: EvacuationList, ticked: ReadonlySet<string>, wanted: { name: string; onlyLeft: boolean }): ListedPerson[] {
  const text = plain(wanted.name)
  return list.people.filter(
    (one) => !(wanted.onlyLeft && ticked.has(one.id)) && (text === '' || plain(`${one.name} ${one.company}`).includes(text)),
  )
}

/** How many are not ticked off yet; ticks of people who are no longer on the list count for nothing. */
export function left(list: EvacuationList, ticked: ReadonlySet<string>): number {
  return list.people.filter((one) => !ticked.has(one.id)).length
}

/** The ids ticked off with one more or one less. */
export function toggled(ticked: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(ticked)
  if (!next.delete(id)) next.add(id)
  return next
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
