import './form.css'
import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { Button } from './button'
import { Attention } from './icons'

/** What must still be filled in: the label of its field, and the words that say so. */
export interface Missing {
  field: string
  words: string
}

/**
 * Fields and the one button that sends them; the Enter key does as well. As long
 * as something is missing the button says what, and leads there, in place of
 * being grey without a word.
 */
export function Form(props: {
  action: string
  icon?: ComponentChildren
  busy?: boolean
  missing?: Missing | undefined
  children: ComponentChildren
  onSubmit: () => void
}) {
  const form = useRef<HTMLFormElement>(null)
  const [tried, setTried] = useState(false)
  const { missing } = props
  const send = (event: Event) => {
    event.preventDefault()
    if (props.busy) return
    setTried(missing !== undefined)
    if (!missing) return props.onSubmit()
    const label = [...(form.current?.querySelectorAll('label') ?? [])].find(({ textContent }) => textContent === missing.field)
    label?.control?.focus()
  }
  return (
    <form class="form" noValidate ref={form} onSubmit={send}>
      {props.children}
      <p class="form-missing" role="status">
        {tried && missing && <Attention />}
        {tried && missing && <span>{missing.words}</span>}
      </p>
      <Button kind="primary" icon={props.icon} submit disabled={props.busy} onPress={() => undefined}>
        {props.action}
      </Button>
    </form>
  )
}
