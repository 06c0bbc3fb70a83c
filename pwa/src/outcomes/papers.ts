/** Which presences of a list have a receipt to be put on paper. */
import type { PresenceRecord } from '../offline/presence-record'

/** What of some presences can be put on paper: those with a receipt number; all others are counted that still stand. */
export function papersOf(all: PresenceRecord[]): { ids: string[]; kept: PresenceRecord[]; without: number } {
  const kept = all.filter((record) => record.state === 'registered')
  return { ids: kept.map(({ id }) => id), kept, without: all.filter(({ state }) => state === 'promised' || state === 'queued').length }
}

/** The same of what the account, or a board, says of presences. */
export function papersOfRows(rows: readonly { id: string; state: string; receiptNumber?: string }[]): { ids: string[]; without: number } {
  const standing = rows.filter(({ state }) => state !== 'cancelled' && state !== 'refused')
  const numbered = standing.filter(({ receiptNumber }) => receiptNumber)
  return { ids: numbered.map(({ id }) => id), without: standing.length - numbered.length }
}
