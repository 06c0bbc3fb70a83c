import { useState } from 'preact/hooks'
import { askLink, knowsPasskeys, signIn, signInWithPasskey } from '../../api/account'
import { hasPasskey, notePasskey } from '../../api/passkey-here'
import type { Reply } from '../../api/reply'
import { language, t } from '../../i18n'
import { CodeField, isCode } from '../../again/code-field'
import { mistakeIn, missingOf, saying } from '../../refusal/mistakes'
import { PasswordField } from '../../refusal/password-field'
import { navigate } from '../../router'
import { Button, LinkButton } from '../../ui/button'
import { Form } from '../../ui/form'
import { Building, Key, Person } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { TextField } from '../../ui/text-field'
import { whereTo } from './model'

/**
 * Signing in: with a password and perhaps a second factor, or with a passkey,
 * which comes first where this device is known to have one.
 */
export default function SignIn() {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [totp, setTotp] = useState<string>()
  const [reply, setReply] = useState<Reply<unknown>>()
  const [busy, setBusy] = useState(false)
  const attempt = async (work: () => Promise<Reply<unknown> | undefined>) => {
    setBusy(true)
    const came = await work()
    setBusy(false)
    if (came?.kind === 'ok') navigate(whereTo(location.search), 'replace')
    else setReply(came)
    if (came?.kind === 'problem' && came.code === 'totp_required') setTotp('')
    return came
  }
  const withPasskey = async () => {
    if ((await attempt(signInWithPasskey))?.kind === 'ok') notePasskey()
  }
  const needsCode = totp !== undefined
  const first = hasPasskey()
  const missing = missingOf(needsCode ? [[t('signin.totp'), isCode(totp)]] : [[t('signin.login'), login], [t('signin.password'), password]])
  const passkey = knowsPasskeys() && !needsCode && (
    <Button kind={first ? 'primary' : 'plain'} icon={<Key />} disabled={busy} onPress={() => void withPasskey()}>
      {t('signin.passkey')}
    </Button>
  )
  return (
    <Page title={t('signin.title')} back={{ href: '/', label: t('app.home') }}>
      {first && passkey}
      {reply && <Failed reply={reply} />}
      <Form
        action={t('signin.action')}
        icon={<Person />}
        busy={busy}
        missing={missing}
        onSubmit={() => void attempt(() => signIn({ login, password, ...(totp && { totp }) }))}
      >
        {needsCode ? (
          <CodeField value={totp} error={mistakeIn(reply, 'totp')} onInput={setTotp} />
        ) : (
          <>
            <TextField label={t('signin.login')} value={login} autocomplete="username" maxLength={100} onInput={setLogin} />
            <PasswordField label={t('signin.password')} value={password} current onInput={setPassword} />
          </>
        )}
      </Form>
      {!first && passkey}
      {!needsCode && <Forgotten login={login} />}
      <LinkButton href="/sign-up" icon={<Building />}>
        {t('signin.found')}
      </LinkButton>
    </Page>
  )
}

function Failed({ reply }: { reply: Reply<unknown> }) {
  if (reply.kind === 'problem' && reply.code === 'totp_required') return null
  return (
    <Notice tone="bad" live>
      <p>{saying(reply)}</p>
    </Notice>
  )
}

/** Asks for a link, and says truly whether one can come by mail. */
function Forgotten({ login }: { login: string }) {
  const [word, setWord] = useState<{ text: string; done: boolean }>()
  const missing = missingOf([[t('signin.login'), login]])
  const ask = async () => {
    if (missing) return setWord({ text: missing.words, done: false })
    const reply = await askLink(login, language.value)
    if (reply.kind !== 'ok') return setWord({ text: saying(reply), done: false })
    setWord({ text: t(reply.value.mail ? 'signin.forgotten.asked' : 'signin.forgotten.no_mail'), done: true })
  }
  return (
    <>
      {word && (
        <Notice live {...(!word.done && { tone: 'wait' as const })}>
          <p>{word.text}</p>
        </Notice>
      )}
      {!word?.done && <Button onPress={() => void ask()}>{t('signin.forgotten')}</Button>}
    </>
  )
}
