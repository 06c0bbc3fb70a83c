import './notice.css'
import type { ComponentChildren } from 'preact'
import { Attention, Cross, Info, Tick } from './icons'

/** Green is for a receipt number only, amber for a promise or a remark, red for a refusal. */
export type Tone = 'plain' | 'good' | 'wait' | 'bad'

/** Something to know that does not stand in the way. `live` reads it out when it appears. */
export function Notice(props: { tone?: Tone; title?: string; live?: boolean; icon?: ComponentChildren; children?: ComponentChildren }) {
  const tone = props.tone ?? 'plain'
  return (
    <div class={`notice notice-${tone}`} role={props.live ? 'status' : undefined}>
      {props.icon ?? pictogram(tone)}
      <div class="notice-text">
        {props.title && <p class="notice-title">{props.title}</p>}
        {props.children}
      </div>
    </div>
  )
}

function pictogram(tone: Tone) {
  if (tone === 'good') return <Tick />
  if (tone === 'bad') return <Cross />
  return tone === 'wait' ? <Attention /> : <Info />
}
