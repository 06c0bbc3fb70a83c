import { useEffect, useState } from 'preact/hooks'
import { getRegistered, type Row } from '../../api/work'
import { addDays } from '../../numbers'
import { lastOf } from './month'

/** How many pages of the account are read for a month. */
const mostPages = 10

/** What the account knows of a month. */
export interface Account {
  rows: Row[]
  /** Whether nobody answered, or not to the end. */
  partly: boolean
}

/** What the user registered in a month, with whatever device, and on the days around it, for shifts over midnight. */
export function useAccount(user: string | undefined, month: string): Account {
  const [account, setAccount] = useState<Account>({ rows: [], partly: false })
  useEffect(() => {
    setAccount({ rows: [], partly: false })
    if (user === undefined) return
    let current = true
    void read(month).then((read) => current && setAccount(read))
    return () => {
      current = false
    }
  }, [user, month])
  return account
}

async function read(month: string): Promise<Account> {
  const rows: Row[] = []
  let cursor: string | undefined = ''
  for (let page = 0; page < mostPages && cursor !== undefined; page++) {
    const reply = await getRegistered('by_me', addDays(`${month}-01`, -1), addDays(lastOf(month), 1), cursor)
    if (reply.kind !== 'ok') return { rows, partly: true }
    rows.push(...reply.value.presences)
    cursor = reply.value.cursor || undefined
  }
  return { rows, partly: cursor !== undefined }
}
