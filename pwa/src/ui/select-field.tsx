import './field.css'
import { useId } from 'preact/hooks'

/** One of a list that may be long. */
export function SelectField(props: {
  label: string
  value: string
  options: { value: string; name: string }[]
  onChange: (value: string) => void
}) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <select id={id} value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
        {props.options.map(({ value, name }) => (
          <option key={value} value={value} selected={value === props.value}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}
