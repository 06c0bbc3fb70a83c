/**
 * What is known of a poster while a page shows it: what this phone saw of it
 * before at once, the register's word when it comes.
 */
import { useEffect, useState } from 'preact/hooks'
import type { PosterReply } from '../api/client'
import type { Reply } from '../api/reply'
import { askPoster, seenPoster } from './posters'

/** What this phone saw of a poster before, and the register's reply once there is one. */
export interface Known {
  code: string
  seen?: PosterReply | undefined
  reply?: Reply<PosterReply>
}

/** Asks about a poster, anew for each code; undefined until anything is known, and without a code. */
export function usePoster(code: string | undefined): Known | undefined {
  const [known, setKnown] = useState<Known>()
  useEffect(() => {
    if (code === undefined) return
    let current = true
    const look = async () => {
      const asked = askPoster(code)
      const seen = await seenPoster(code)
      if (seen && current) setKnown({ code, seen })
      const reply = await asked
      if (current) setKnown({ code, seen, reply })
    }
    void look()
    return () => {
      current = false
    }
  }, [code])
  return known?.code === code ? known : undefined
}
