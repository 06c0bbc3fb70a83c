/**
 * Whose a presence is: of the holder of this phone, or of somebody else who
 * was registered with it. A crew's receipts never stand for its foreman's.
 */
import type { PresenceRecord } from './presence-record'
import { isSamePerson, type Who } from './shifts'

/** Who holds the phone, as far as it is known: who is signed in, and whose L1 is remembered. */
export interface Holder {
  user: { id: string; name: string } | undefined
  limosa: Pick<Who, 'digits' | 'worker'> | undefined
}

/** What a phone keeps, in two: of its holder, and of all others. Each keeps its order. */
export interface Divided {
  own: PresenceRecord[]
  others: PresenceRecord[]
}

/**
 * Divides what is kept, newest first. Without account and without a remembered
 * L1 the holder is whoever was registered last.
 */
export function divide(records: PresenceRecord[], { user, limosa }: Holder): Divided {
  const last = records.find(({ by }) => by === undefined)
  const who = limosa ?? last
  const isOwn = (record: PresenceRecord) => {
    if (user) return record.by === user.id && (record.own ?? record.worker === user.name)
    if (record.by !== undefined || !who) return false
    return record === who || isSamePerson({ digits: who.digits, worker: who.worker }, record)
  }
  const divided: Divided = { own: [], others: [] }
  for (const record of records) divided[isOwn(record) ? 'own' : 'others'].push(record)
  return divided
}

/** The people of some presences, each with theirs. */
export function byPerson(records: PresenceRecord[]): PresenceRecord[][] {
  const people: PresenceRecord[][] = []
  for (const record of records) {
    const person = people.find(([first]) => first && isSamePerson(first, record))
    if (person) person.push(record)
    else people.push([record])
  }
  return people
}
