import { useEffect, useState } from 'preact/hooks'
import { now } from '../../api/clock'
import { getBoard } from '../../api/workplaces'
import type { Reply } from '../../api/reply'
import { type EvacuationList, forgetList, isRefused, keepList, listOf, recallList } from '../../offline/evacuation-lists'

/** The list is asked for anew while its page is seen, in milliseconds. */
const every = 15_000

/** A list, and why it is not of now. */
export interface Calling {
  /** Undefined while it is looked for, null when there is none. */
  list: EvacuationList | null | undefined
  trouble: Exclude<Reply<unknown>, { kind: 'ok' }> | undefined
}

/** The list that was kept, at once, and the register's as soon as it answers. */
export function useList(number: string): Calling {
  const [list, setList] = useState<EvacuationList | null>()
  const [trouble, setTrouble] = useState<Calling['trouble']>()
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
        const fresh = listOf(reply.value.board, now())
        told = true
        setList(fresh)
        void keepList(fresh)
      }
      if (isRefused(reply)) {
        told = true
        setList(null)
        void forgetList(number)
      }
      if (document.visibilityState === 'visible') timer = setTimeout(() => void ask(), every)
    }
    const look = () => document.visibilityState === 'visible' && void ask()
    void recallList(number).then((kept) => here && !told && setList(kept ?? null))
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
  return { list, trouble }
}
