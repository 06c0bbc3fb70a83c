import './choice.css'
import { useId } from 'preact/hooks'

/** Something that can be chosen; `language` and `dir` are those of its name, where it differs from the page's. */
export interface Option<T extends string> {
  value: T
  name: string
  language?: string
  dir?: 'ltr' | 'rtl'
}

/** A few things side by side: one of them, or with `most` as many as that. */
export function Choice<T extends string>(props: {
  label: string
  options: readonly Option<T>[]
  chosen: readonly T[]
  most?: number
  onChange: (chosen: T[]) => void
}) {
  const name = useId()
  const { chosen, most } = props
  const toggle = (value: T, on: boolean) => {
    if (most === undefined) props.onChange([value])
    else props.onChange(on ? [...chosen, value] : chosen.filter((one) => one !== value))
  }
  return (
    <fieldset class="choice">
      <legend>{props.label}</legend>
      <div class="choice-options">
        {props.options.map((option) => {
          const on = chosen.includes(option.value)
          return (
            <label key={option.value} class="choice-option" lang={option.language} dir={option.dir}>
              <input
                type={most === undefined ? 'radio' : 'checkbox'}
                name={name}
                checked={on}
                disabled={!on && most !== undefined && chosen.length >= most}
                onChange={(event) => toggle(option.value, event.currentTarget.checked)}
              />
              {option.name}
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
