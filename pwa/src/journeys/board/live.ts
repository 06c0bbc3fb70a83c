import { useEffect, useRef, useState } from 'preact/hooks'
import { now, today } from '../../api/clock'
import { type Board, getBoard } from '../../api/workplaces'
import type { Reply } from '../../api/reply'
import { forgetList, isRefused, keepList, listOf } from '../../offline/evacuation-lists'

/** What a board that is looked at knows. */
export interface Live {
  board?: Board
  /** When the register last said that the board is so. */
  asOf?: Date
  /** Why it is not asked any more, or not answering now. */
  trouble?: Exclude<Reply<unknown>, { kind: 'ok' }>
}

/** Pauses between two questions while the page is seen, in milliseconds. */
const pauses = { today: 1_500, before: 60_000, failing: 5_000 }
/** A register that takes long to answer is asked less often: so many times longer than it took, but no longer than this. */
const patience = { times: 4, most: 10_000 }
/** The time of a board that stays as it was is kept anew no oftener than this, in milliseconds. */
const keepEvery = 30_000

/**
 * A board that follows the register as long as its page is seen, and what asks
 * for it at once, after something was changed. The day is today when it is empty.
 */
export function useLive(number: string, on: string): [Live, () => void] {
  const [live, setLive] = useState<Live>({})
  const asking = useRef<Following | undefined>(undefined)
  useEffect(() => {
    setLive({})
    const following = new Following(number, on, setLive)
    asking.current = following
    const look = () => (document.visibilityState === 'visible' ? following.ask() : following.pause())
    document.addEventListener('visibilitychange', look)
    addEventListener('online', look)
    addEventListener('offline', look)
    look()
    return () => {
      document.removeEventListener('visibilitychange', look)
      removeEventListener('online', look)
      removeEventListener('offline', look)
      following.end()
    }
  }, [number, on])
  const shown = useRef(live)
  // Most answers say only that it is later: the page is drawn anew when that can be read.
  if (differs(shown.current, live)) shown.current = live
  return [shown.current, () => asking.current?.ask()]
}

/** Asks for one board again and again. */
class Following {
  #timer: ReturnType<typeof setTimeout> | undefined
  #busy = false
  #ended = false
  #tag = ''
  #live: Live = {}
  #kept = 0

  constructor(
    private readonly number: string,
    private readonly on: string,
    private readonly show: (live: Live) => void,
  ) {}

  ask(): void {
    this.pause()
    if (!this.#busy && !this.#ended) void this.#round()
  }

  pause(): void {
    clearTimeout(this.#timer)
  }

  end(): void {
    this.pause()
    this.#ended = true
  }

  async #round(): Promise<void> {
    this.#busy = true
    const began = performance.now()
    const reply = await getBoard(this.number, this.on, this.#tag)
    const took = performance.now() - began
    this.#busy = false
    if (this.#ended) return
    this.#take(reply)
    const pause = pauseAfter(reply, took, this.on)
    if (pause !== undefined && document.visibilityState === 'visible') this.#timer = setTimeout(() => this.ask(), pause)
  }

  #take(reply: Awaited<ReturnType<typeof getBoard>>): void {
    if (reply.kind === 'ok') {
      const board = reply.value.board ?? this.#live.board
      this.#tag = reply.value.tag
      this.#live = { ...(board && { board }), asOf: now() }
      this.#keep(reply.value.board !== undefined)
    } else if (isRefused(reply)) {
      // An entitlement may be withdrawn while somebody looks.
      this.#live = { trouble: reply }
      void forgetList(this.number)
    } else {
      this.#live = { ...this.#live, trouble: reply }
    }
    this.show(this.#live)
  }

  /** Whoever sees today's board has the evacuation list with them. */
  #keep(isNew: boolean): void {
    const { board, asOf } = this.#live
    if (!board || !asOf || board.on !== today()) return
    if (!isNew && Date.now() - this.#kept < keepEvery) return
    this.#kept = Date.now()
    void keepList(listOf(board, asOf))
  }
}

/** How long to wait after a reply; undefined when asking again is of no use. */
function pauseAfter(reply: Reply<unknown>, took: number, on: string): number | undefined {
  if (reply.kind === 'ok' && on && on !== today()) return pauses.before
  if (reply.kind === 'ok') return Math.max(pauses.today, Math.min(patience.most, took * patience.times))
  if (reply.kind === 'unreachable') return pauses.failing
  const busy = reply.status >= 500 || reply.status === 429
  return busy ? Math.max(pauses.failing, (reply.retryAfter ?? 0) * 1000) : undefined
}

function differs(a: Live, b: Live): boolean {
  const minute = (live: Live) => live.asOf && Math.floor(live.asOf.getTime() / 60_000)
  return a.board !== b.board || minute(a) !== minute(b) || a.trouble?.kind !== b.trouble?.kind
}
