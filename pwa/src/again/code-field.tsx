import { useState } from 'preact/hooks'
import { t } from '../i18n'
import { plain } from '../numbers'
import { Button } from '../ui/button'
import { TextField } from '../ui/text-field'

/** The code of the second factor, or a recovery code in its place. */
export function CodeField(props: { value: string; error?: string; onInput: (code: string) => void }) {
  const [recovery, setRecovery] = useState(false)
  const change = () => {
    setRecovery(!recovery)
    props.onInput('')
  }
  return (
    <>
      <TextField
        key={recovery ? 'recovery' : 'app'}
        label={t(recovery ? 'code.recovery' : 'signin.totp')}
        hint={t(recovery ? 'code.recovery.hint' : 'signin.totp.hint')}
        value={props.value}
        digits={!recovery}
        autocomplete={recovery ? 'off' : 'one-time-code'}
        error={props.error}
        onInput={props.onInput}
      />
      <Button onPress={change}>{t(recovery ? 'code.use.app' : 'code.use.recovery')}</Button>
    </>
  )
}

/** Whether that can be a code: six digits, or sixteen characters, and what stands between them. */
export const isCode = (text: string): boolean => /^(?:[0-9]{6}|[0-9A-Z]{16})$/.test(plain(text))
