/** Asking the register from a page. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Reply } from './reply'

/**
 * The reply to a question, undefined until it is there, and a way to ask
 * again. It is asked when the page opens and whenever `about` changes; a late
 * answer to an earlier question is nobody's.
 */
export function useReply<T>(question: () => Promise<Reply<T>>, about: string): [Reply<T> | undefined, () => Promise<void>] {
  const [reply, setReply] = useState<{ about: string; reply: Reply<T> }>()
  const turn = useRef(0)
  const ask = async () => {
    const mine = ++turn.current
    const came = await question()
    if (mine === turn.current) setReply({ about, reply: came })
  }
  useEffect(() => {
    void ask()
    return () => {
      turn.current++
    }
  }, [about])
  return [reply?.about === about ? reply.reply : undefined, ask]
}
