import './switch.css'

/** Something that is on or off, in one large line. */
export function Switch(props: { name: string; hint?: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label class="switch">
      <span class="switch-text">
        <span class="switch-name">{props.name}</span>
        {props.hint && (
          <>
            <br />
            <span class="switch-hint">{props.hint}</span>
          </>
        )}
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={props.on}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
    </label>
  )
}
