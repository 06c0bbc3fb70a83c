import { useEffect, useState } from 'preact/hooks'
import type { Reply } from '../../api/reply'
import { getRegistered, type Row } from '../../api/work'
import { addDays } from '../../numbers'
import { lastOf } from './month'

/** What the account knows of a month. */
export interface Account {
  rows: Row[]
  /** Why that is not all, or undefined. */
  trouble: Exclude<Reply<unknown>, { kind: 'ok' }> | undefined
}

const nothing: Account = { rows: [], trouble: undefined }

/** What the user registered in a month, with whatever device, and on the days around it, for shifts over midnight. */
export function useAccount(user: string | undefined, month: string): Account {
  const [account, setAccount] = useState(nothing)
  useEffect(() => {
    setAccount(nothing)
    if (user === undefined) return
    let current = true
    void read(month, () => current).then((found) => current && setAccount(found))
    return () => {
      current = false
    }
  }, [user, month])
  return account
}

/** Reads page after page, as long as somebody wants to know. */
async function read(month: string, isWanted: () => boolean): Promise<Account> {
  const rows: Row[] = []
  let cursor: string | undefined = ''
  while (cursor !== undefined && isWanted()) {
    const reply = await getRegistered('by_me', addDays(`${month}-01`, -1), addDays(lastOf(month), 1), cursor)
    if (reply.kind !== 'ok') return { rows, trouble: reply }
    rows.push(...reply.value.presences)
    cursor = reply.value.cursor || undefined
  }
  return { rows, trouble: undefined }
}
