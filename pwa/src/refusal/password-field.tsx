import { useState } from 'preact/hooks'
import { t } from '../i18n'
import { TextField } from '../ui/text-field'

/** A password to type, which one may look at while typing. `current` is one that there is, for whoever fills it in by program. */
export function PasswordField(props: { label: string; hint?: string; value: string; current?: boolean; error?: string; onInput: (value: string) => void }) {
  const { current, ...rest } = props
  const [shown, setShown] = useState(false)
  return (
    <TextField
      {...rest}
      type={shown ? 'text' : 'password'}
      autocomplete={current ? 'current-password' : 'new-password'}
      maxLength={200}
      reveal={{ name: t(shown ? 'signin.password.hide' : 'signin.password.show'), on: shown, onChange: setShown }}
    />
  )
}
