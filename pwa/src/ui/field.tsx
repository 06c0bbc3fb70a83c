import './field.css'
import { useId } from 'preact/hooks'
import { Attention, Tick } from './icons'

/** As much as may be pasted: a number with all that stands around it, or a link. */
const longest = 4096

/** A code or number to type. `help` follows what is typed and is read out. `onEnter` and `onLeave` say that the field has the focus, and that it has it no more. */
export function Field(props: {
  label: string
  hint: string
  value: string
  digits?: boolean
  help?: { text: string; good: boolean }
  onInput: (value: string) => void
  onEnter?: () => void
  onLeave?: () => void
}) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <p class="field-hint" id={`${id}-hint`}>
        {props.hint}
      </p>
      <input
        id={id}
        value={props.value}
        inputMode={props.digits ? 'numeric' : 'text'}
        autocomplete="off"
        autocapitalize="characters"
        autocorrect="off"
        spellcheck={false}
        enterKeyHint="done"
        maxLength={longest}
        aria-describedby={`${id}-hint ${id}-help`}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onFocus={props.onEnter}
        onBlur={props.onLeave}
      />
      <p class={props.help?.good === false ? 'field-help field-help-wait' : 'field-help'} id={`${id}-help`} role="status">
        {props.help && (props.help.good ? <Tick /> : <Attention />)}
        {props.help && <span>{props.help.text}</span>}
      </p>
    </div>
  )
}
