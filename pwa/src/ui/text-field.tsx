import './field.css'
import { useId } from 'preact/hooks'
import { Attention } from './icons'
import { Eye } from './more-icons'

/** Words to type: a name, an address, a password. `error` says what is wrong with them. */
export function TextField(props: {
  label: string
  hint?: string
  value: string
  type?: 'text' | 'email' | 'password' | 'date' | 'search' | 'tel'
  /** As browsers and password managers know it, such as `current-password`. */
  autocomplete?: string
  digits?: boolean
  error?: string
  maxLength?: number
  /** A button inside the field that shows what is hidden in it. */
  reveal?: { name: string; on: boolean; onChange: (on: boolean) => void }
  /** To be read only: what cannot be changed here. */
  fixed?: boolean
  onInput: (value: string) => void
}) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      <div class={props.reveal && 'field-reveal'}>
      <input
        class="field-words"
        id={id}
        type={(props.type ?? 'text') as 'text'}
        value={props.value}
        inputMode={props.digits ? 'numeric' : undefined}
        autocomplete={props.autocomplete ?? 'off'}
        autocapitalize={props.type === undefined && !props.autocomplete ? 'sentences' : 'none'}
        spellcheck={false}
        enterKeyHint={props.type === 'search' ? 'search' : 'go'}
        maxLength={props.maxLength ?? 120}
        readOnly={props.fixed}
        dir="auto"
        aria-invalid={props.error ? true : undefined}
        aria-describedby={`${id}-hint ${id}-error`}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
      {props.reveal && (
        <button type="button" aria-pressed={props.reveal.on} aria-label={props.reveal.name} title={props.reveal.name} onClick={() => props.reveal?.onChange(!props.reveal.on)}>
          <Eye />
        </button>
      )}
      </div>
      <p class="field-error" id={`${id}-error`} role="status">
        {props.error && <Attention />}
        {props.error && <span>{props.error}</span>}
      </p>
    </div>
  )
}
