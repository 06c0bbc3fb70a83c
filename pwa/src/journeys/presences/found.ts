import { useEffect, useRef, useState } from 'preact/hooks'
import { type PresenceFilter, type PresencePage, type PresenceRow, searchPresences } from '../../api/workplaces'
import type { Reply } from '../../api/reply'

/** What a search has found so far. */
export interface Found {
  /** Undefined until the first page is here. */
  rows?: PresenceRow[]
  /** Of the whole search; none of one by name. */
  totals?: PresencePage['totals']
  /** Where the next page begins; none at the end. */
  cursor?: string
  trouble?: Exclude<Reply<unknown>, { kind: 'ok' }>
  busy: boolean
}

/** A search by name reads page after page until it has so many, or has asked so often. */
const enough = 20
const patience = 10

/** Finds presences, a page at a time; another filter begins anew. */
export function useFound(filter: PresenceFilter, limit = 50): [Found, { more: () => void; again: () => void }] {
  const [found, setFound] = useState<Found>({ busy: true })
  const turn = useRef(0)
  const ask = async (before: Found) => {
    const mine = ++turn.current
    let now = { ...before, busy: true }
    setFound(now)
    const had = before.rows?.length ?? 0
    for (let asked = 1; ; asked++) {
      const reply = await searchPresences(filter, { cursor: now.cursor ?? '', limit })
      if (mine !== turn.current) return
      if (reply.kind !== 'ok') return setFound({ ...now, trouble: reply, busy: false })
      now = added(now, reply.value)
      const on = filter.name !== '' && now.cursor !== undefined && (now.rows?.length ?? 0) - had < enough && asked < patience
      setFound({ ...now, busy: on })
      if (!on) return
    }
  }
  const again = () => void ask({ busy: true })
  useEffect(again, [JSON.stringify(filter)])
  useEffect(() => () => void turn.current++, [])
  return [found, { more: () => void ask(found), again }]
}

function added(before: Found, { presences, cursor, totals = before.totals }: PresencePage): Found {
  return { rows: [...(before.rows ?? []), ...presences], ...(totals && { totals }), ...(cursor && { cursor }), busy: true }
}
