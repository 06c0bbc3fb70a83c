import { useEffect, useRef, useState } from 'preact/hooks'
import { type PresenceFilter, type PresenceRow, searchPresences } from '../../api/workplaces'
import type { Reply } from '../../api/reply'

/** What a search has found so far. */
export interface Found {
  /** Undefined until the first page is here. */
  rows?: PresenceRow[]
  /** Where the next page begins; none at the end. */
  cursor?: string
  trouble?: Exclude<Reply<unknown>, { kind: 'ok' }>
  busy: boolean
}

/** Finds presences, a page at a time; another filter begins anew. */
export function useFound(filter: PresenceFilter): [Found, { more: () => void; again: () => void }] {
  const [found, setFound] = useState<Found>({ busy: true })
  const turn = useRef(0)
  const ask = async (before: Found) => {
    const mine = ++turn.current
    setFound({ ...before, busy: true })
    const reply = await searchPresences(filter, before.cursor ?? '')
    if (mine !== turn.current) return
    if (reply.kind !== 'ok') return setFound({ ...before, trouble: reply, busy: false })
    const { presences, cursor } = reply.value
    setFound({ rows: [...(before.rows ?? []), ...presences], ...(cursor && { cursor }), busy: false })
  }
  const again = () => void ask({ busy: true })
  useEffect(again, [JSON.stringify(filter)])
  useEffect(() => () => void turn.current++, [])
  return [found, { more: () => void ask(found), again }]
}
