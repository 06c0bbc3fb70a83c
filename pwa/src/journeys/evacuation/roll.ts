import { useEffect, useState } from 'preact/hooks'
import { now } from '../../api/clock'
import { getBoard } from '../../api/places'
import type { Reply } from '../../api/reply'
import { forgetRoll, isRefused, keepRoll, keepTicks, recallRoll, recallTicks, type Roll, rollOf } from '../../offline/rolls'
import { toggled } from './model'

/** The list is asked for anew while its page is seen, in milliseconds. */
const every = 15_000

/** A list, who is ticked off on it, and why it is not of now. */
export interface Calling {
  /** Undefined while it is looked for, null when there is none. */
  roll: Roll | null | undefined
  trouble: Exclude<Reply<unknown>, { kind: 'ok' }> | undefined
  ticked: ReadonlySet<string>
  toggle: (id: string) => void
  clear: () => void
}

/** The list that was kept, at once, and the register's as soon as it answers. */
export function useRoll(number: string): Calling {
  const [roll, setRoll] = useState<Roll | null>()
  const [trouble, setTrouble] = useState<Calling['trouble']>()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set<string>())
  useEffect(() => {
    let here = true
    let timer: ReturnType<typeof setTimeout>
    let told = false
    const ask = async () => {
      clearTimeout(timer)
      const reply = await getBoard(number, '', '')
      if (!here) return
      setTrouble(reply.kind === 'ok' ? undefined : reply)
      if (reply.kind === 'ok' && reply.value.board) {
        const fresh = rollOf(reply.value.board, now())
        told = true
        setRoll(fresh)
        void keepRoll(fresh)
      }
      if (isRefused(reply)) {
        told = true
        setRoll(null)
        void forgetRoll(number)
      }
      if (document.visibilityState === 'visible') timer = setTimeout(() => void ask(), every)
    }
    const look = () => document.visibilityState === 'visible' && void ask()
    void recallRoll(number).then((kept) => here && !told && setRoll(kept ?? null))
    void ask()
    document.addEventListener('visibilitychange', look)
    addEventListener('online', look)
    return () => {
      here = false
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
      removeEventListener('online', look)
    }
  }, [number])
  useEffect(() => {
    if (roll) setTicked(new Set(recallTicks(number, roll.on)))
  }, [roll?.on])
  const put = (next: ReadonlySet<string>) => {
    setTicked(next)
    if (roll) keepTicks(number, roll.on, [...next])
  }
  return { roll, trouble, ticked, toggle: (id) => put(toggled(ticked, id)), clear: () => put(new Set<string>()) }
}
