import { useEffect, useRef, useState } from 'preact/hooks'
import { now, today } from '../../api/clock'
import { parseReceiptText } from '../../numbers'
import { allowSound, feel } from '../../ui/feedback'
import { findKeys, type Keys } from './keys'
import { atNight, judge, toneOf, type Verdict } from './model'
import { checkSignature } from './signature'

/** Where an inspection stands. */
export type Stage =
  /** Nothing was held out yet. */
  | { kind: 'ready' }
  /** The camera looks for a receipt; `astray` when it last read something else. */
  | { kind: 'scanning'; astray: boolean }
  | { kind: 'checking' }
  | { kind: 'judged'; verdict: Verdict }

/** One inspection after the other, and whether this phone can do them without network. */
export interface Inspection {
  stage: Stage
  /** The register's keys; undefined while they are being asked for. */
  keys: Keys | undefined
  scan: () => void
  stop: () => void
  /** Takes what the camera or a photo read. */
  take: (texts: string[]) => void
  /** Judges the last receipt again, with the keys as they are now. */
  retry: () => void
}

/**
 * Runs the inspector's page: fetches the keys when it opens and whenever the
 * network returns, and judges the receipt in the address, if there is one.
 */
export function useInspection(): Inspection {
  const [stage, setStage] = useState<Stage>({ kind: 'ready' })
  const [keys, setKeys] = useState<Keys>()
  const held = useRef('')

  const inspect = async (text: string) => {
    held.current = text
    setStage({ kind: 'checking' })
    const found = await findKeys()
    setKeys(found)
    const verdict = atNight(await judge(text, found, today(), checkSignature), now())
    if (held.current !== text) return
    setStage({ kind: 'judged', verdict })
    feel(toneOf(verdict))
  }
  const retry = () => void inspect(held.current)
  const latest = useRef(stage)
  latest.current = stage
  useEffect(() => {
    const open = () => {
      const linked = location.hash.slice(1)
      if (linked) void inspect(linked)
      else void findKeys().then(setKeys)
    }
    const online = () => {
      const { current } = latest
      // A verdict that stands is not taken away from under the inspector's eyes.
      if (current.kind === 'judged' && current.verdict.kind === 'unknown_key') retry()
      else void findKeys().then(setKeys)
    }
    open()
    addEventListener('hashchange', open)
    addEventListener('online', online)
    return () => {
      removeEventListener('hashchange', open)
      removeEventListener('online', online)
    }
  }, [])

  return {
    stage,
    keys,
    retry,
    scan: () => {
      allowSound()
      held.current = ''
      setStage({ kind: 'scanning', astray: false })
    },
    stop: () => setStage({ kind: 'ready' }),
    take: (texts) => {
      const receipt = texts.find((text) => parseReceiptText(text))
      if (receipt) void inspect(receipt)
      else if (stage.kind === 'scanning') setStage({ kind: 'scanning', astray: true })
      else setStage({ kind: 'judged', verdict: { kind: 'not_receipt' } })
    },
  }
}
