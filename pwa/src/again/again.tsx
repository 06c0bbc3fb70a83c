import '../ui/dialog.css'
import './again.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import { confirmMe, confirmWithPasskey } from '../api/account'
import { knowsPasskeys } from '../api/passkey'
import type { Reply } from '../api/reply'
import { me } from '../api/session'
import { t } from '../i18n'
import { missingOf, mistakeIn, saying } from '../refusal/mistakes'
import { PasswordField } from '../refusal/password-field'
import { Button } from '../ui/button'
import { Form } from '../ui/form'
import { Key, Shield } from '../ui/icons'
import { Notice } from '../ui/notice'
import { CodeField, isCode } from './code-field'

/** Asks the user to say again who they are, above the page that they are on. `onSaid` goes on, or not. */
export function Again({ onSaid }: { onSaid: (said: boolean) => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [busy, setBusy] = useState(false)
  const [reply, setReply] = useState<Reply<unknown>>()
  useEffect(() => dialog.current?.showModal(), [])
  const attempt = async (work: () => Promise<Reply<unknown> | undefined>) => {
    setBusy(true)
    const came = await work()
    setBusy(false)
    setReply(came)
    if (came?.kind === 'ok') leave(true)
  }
  const leave = (said: boolean) => {
    dialog.current?.close() // gives the focus back
    onSaid(said)
  }
  const user = me.value
  return (
    <dialog
      class="dialog again"
      ref={dialog}
      aria-labelledby="again-title"
      onCancel={(event) => {
        event.preventDefault()
        leave(false)
      }}
    >
      <div class="dialog-content again-content">
        <h2 id="again-title">{t('again.title')}</h2>
        <p>{t('again.text')}</p>
        {reply && reply.kind !== 'ok' && (
          <Notice tone="bad" live>
            <p>{saying(reply)}</p>
          </Notice>
        )}
        {(user?.passkeys ?? 0) > 0 && knowsPasskeys() && (
          <Button icon={<Key />} disabled={busy} onPress={() => void attempt(confirmWithPasskey)}>
            {t('again.passkey')}
          </Button>
        )}
        <Typed
          password={user?.password !== false}
          code={user?.totp ?? false}
          busy={busy}
          reply={reply}
          onProof={(proof) => void attempt(() => confirmMe(proof))}
        />
        <Button onPress={() => leave(false)}>{t('again.cancel')}</Button>
      </div>
    </dialog>
  )
}

/** What can be typed: the password, or a code where there is a second factor. */
function Typed(props: {
  password: boolean
  code: boolean
  busy: boolean
  reply: Reply<unknown> | undefined
  onProof: (proof: { password: string } | { code: string }) => void
}) {
  const [coded, setCoded] = useState(!props.password)
  const [text, setText] = useState('')
  if (!props.password && !props.code) return null
  const change = () => {
    setCoded(!coded)
    setText('')
  }
  return (
    <>
      <Form
        action={t('again.action')}
        icon={coded ? <Shield /> : <Key />}
        busy={props.busy}
        missing={missingOf([[coded ? t('signin.totp') : t('signin.password'), coded ? isCode(text) : text]])}
        onSubmit={() => props.onProof(coded ? { code: text } : { password: text })}
      >
        <input type="text" hidden autocomplete="username" value={me.value?.login ?? ''} readOnly />
        {coded ? (
          <CodeField value={text} error={mistakeIn(props.reply, 'code')} onInput={setText} />
        ) : (
          <PasswordField label={t('signin.password')} value={text} current error={mistakeIn(props.reply, 'password')} onInput={setText} />
        )}
      </Form>
      {props.password && props.code && <Button onPress={change}>{t(coded ? 'again.password' : 'again.code')}</Button>}
    </>
  )
}
