import './verdict.css'
import type { ComponentChildren } from 'preact'

/** The four answers; `off` is for what was undone. */
export type VerdictTone = 'good' | 'wait' | 'bad' | 'off'

/** The answer of a screen: pictogram, colour and word, read out when it changes. */
export function Verdict(props: { tone: VerdictTone; icon: ComponentChildren; word: string; children?: ComponentChildren }) {
  return (
    <section class={`verdict verdict-${props.tone}`} role="status">
      {props.icon}
      <p class="verdict-word">{props.word}</p>
      {props.children}
    </section>
  )
}
