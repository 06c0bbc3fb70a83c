import './form.css'
import type { ComponentChildren } from 'preact'
import { Button } from './button'

/** Fields and the one button that sends them; the Enter key does as well. */
export function Form(props: {
  action: string
  icon?: ComponentChildren
  busy?: boolean
  disabled?: boolean
  children: ComponentChildren
  onSubmit: () => void
}) {
  const send = (event: Event) => {
    event.preventDefault()
    if (!props.busy && !props.disabled) props.onSubmit()
  }
  return (
    <form class="form" noValidate onSubmit={send}>
      {props.children}
      <Button kind="primary" icon={props.icon} submit disabled={props.busy || props.disabled} onPress={() => undefined}>
        {props.action}
      </Button>
    </form>
  )
}
