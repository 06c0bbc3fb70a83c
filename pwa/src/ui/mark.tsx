import './mark.css'
import type { ComponentChildren } from 'preact'
import type { VerdictTone } from './verdict'

/** The answer of one line in a list: a pictogram in its colour. The word stands beside it. */
export function Mark({ tone, children }: { tone: VerdictTone; children: ComponentChildren }) {
  return <span class={`mark mark-${tone}`}>{children}</span>
}
