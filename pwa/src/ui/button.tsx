import './button.css'
import type { ComponentChildren } from 'preact'

/** What a button or a link that looks like one is made of. */
export interface ButtonLook {
  /** `primary` is the one thing to do next on a screen; `danger` takes something away. */
  kind?: 'primary' | 'plain' | 'danger'
  icon?: ComponentChildren
  children: ComponentChildren
}

/** A button; `busy` while it does what it was pressed for, `pressed` makes it one that stays in or out, `submit` one that sends its form, `expands` one that shows more. */
export function Button(
  props: ButtonLook & { onPress: () => void; disabled?: boolean; busy?: boolean; pressed?: boolean; label?: string; submit?: boolean; expands?: { id: string; open: boolean } },
) {
  return (
    <button
      type={props.submit ? 'submit' : 'button'}
      class={look(props.kind)}
      disabled={props.disabled || props.busy}
      aria-busy={props.busy}
      aria-pressed={props.pressed}
      aria-label={props.label}
      aria-expanded={props.expands?.open}
      aria-controls={props.expands?.id}
      onClick={props.onPress}
    >
      {props.icon}
      <span>{props.children}</span>
    </button>
  )
}

/** A link to another page that looks like a button. */
export function LinkButton(props: ButtonLook & { href: string }) {
  return (
    <a class={look(props.kind)} href={props.href}>
      {props.icon}
      <span>{props.children}</span>
    </a>
  )
}

function look(kind: ButtonLook['kind'] = 'plain'): string {
  return kind === 'plain' ? 'button' : `button button-${kind}`
}
