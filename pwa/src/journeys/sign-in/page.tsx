import { useState } from 'preact/hooks'
import { askLink, knowsPasskeys, signIn, signInWithPasskey } from '../../api/account'
import type { Reply } from '../../api/reply'
import { language, t } from '../../i18n'
import { CodeField } from '../../again/code-field'
import { mistakeIn, saying } from '../../refusal/mistakes'
import { navigate } from '../../router'
import { Button, LinkButton } from '../../ui/button'
import { Form } from '../../ui/form'
import { Building, Key, Person } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { TextField } from '../../ui/text-field'
import { whereTo } from './model'

/** Signing in: with a passkey, or else with a password and perhaps a second factor. */
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
    if (came?.kind === 'ok') return navigate(whereTo(location.search), 'replace')
    if (came?.kind === 'problem' && came.code === 'totp_required') setTotp('')
    setReply(came)
  }
  const needsCode = totp !== undefined
  return (
    <Page title={t('signin.title')} back={{ href: '/', label: t('app.home') }}>
      {knowsPasskeys() && !needsCode && (
        <Button kind="primary" icon={<Key />} disabled={busy} onPress={() => void attempt(signInWithPasskey)}>
          {t('signin.passkey')}
        </Button>
      )}
      {reply && <Failed reply={reply} />}
      <Form
        action={t('signin.action')}
        icon={<Person />}
        busy={busy}
        disabled={!login || !password}
        onSubmit={() => void attempt(() => signIn({ login, password, ...(totp && { totp }) }))}
      >
        {!needsCode && <Password login={login} password={password} onLogin={setLogin} onPassword={setPassword} />}
        {needsCode && <CodeField value={totp} error={mistakeIn(reply, 'totp')} onInput={setTotp} />}
      </Form>
      {!needsCode && <Forgotten login={login} />}
      <LinkButton href="/sign-up" icon={<Building />}>
        {t('signin.found')}
      </LinkButton>
    </Page>
  )
}

function Password(props: { login: string; password: string; onLogin: (text: string) => void; onPassword: (text: string) => void }) {
  return (
    <>
      <TextField label={t('signin.login')} value={props.login} autocomplete="username" maxLength={100} onInput={props.onLogin} />
      <TextField
        label={t('signin.password')}
        value={props.password}
        type="password"
        autocomplete="current-password"
        maxLength={200}
        onInput={props.onPassword}
      />
    </>
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

function Forgotten({ login }: { login: string }) {
  const [asked, setAsked] = useState(false)
  if (asked) {
    return (
      <Notice live>
        <p>{t('signin.forgotten.asked')}</p>
      </Notice>
    )
  }
  const ask = async () => {
    await askLink(login, language.value)
    setAsked(true)
  }
  return (
    <Button disabled={!login} onPress={() => void ask()}>
      {t('signin.forgotten')}
    </Button>
  )
}
