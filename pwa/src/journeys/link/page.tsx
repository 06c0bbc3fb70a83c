import { useEffect, useState } from 'preact/hooks'
import { type Link, readLink, useLink as sendLink } from '../../api/account'
import type { Reply } from '../../api/reply'
import { t } from '../../i18n'
import { CodeField, isCode } from '../../again/code-field'
import { missingOf, mistakeIn, saying } from '../../refusal/mistakes'
import { PasswordField } from '../../refusal/password-field'
import { navigate } from '../../router'
import { LinkButton } from '../../ui/button'
import { Form } from '../../ui/form'
import { Key } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { TextField } from '../../ui/text-field'

/** Where a link that works once leads: an invitation, or a new password. */
export default function Arrival() {
  // Behind the #, so that it was sent to nobody; gone from the address once read.
  const [secret] = useState(() => location.hash.slice(1))
  const [link, setLink] = useState<Reply<Link>>()
  useEffect(() => {
    history.replaceState(null, '', '/link')
    void readLink(secret).then(setLink)
  }, [secret])
  const invited = link?.kind === 'ok' && link.value.purpose === 'invitation'
  return (
    <Page title={t(invited ? 'link.invitation' : 'link.password')} back={{ href: '/in', label: t('signin.title') }}>
      {link && link.kind !== 'ok' && (
        <>
          <Notice tone="bad" live>
            <p>{saying(link)}</p>
          </Notice>
          <LinkButton href="/in" icon={<Key />}>
            {t('signin.title')}
          </LinkButton>
        </>
      )}
      {link?.kind === 'ok' && <Choice secret={secret} link={link.value} />}
    </Page>
  )
}

function Choice({ secret, link }: { secret: string; link: Link }) {
  const [login, setLogin] = useState(link.login ?? '')
  const [password, setPassword] = useState('')
  const [niss, setNiss] = useState('')
  const [totp, setTotp] = useState('')
  const [reply, setReply] = useState<Reply<unknown>>()
  const [busy, setBusy] = useState(false)
  const invited = link.purpose === 'invitation'
  const missing = missingOf([
    [t('signin.login'), !invited || login],
    [t('me.password.new'), password],
    [t('signin.totp'), !link.totp || isCode(totp)],
  ])
  const send = async () => {
    setBusy(true)
    const came = await sendLink({ secret, password, ...(invited && { login }), ...(invited && niss && { niss }), ...(link.totp && { totp }) })
    setBusy(false)
    if (came.kind === 'ok') navigate('/me', 'replace')
    else setReply(came)
  }
  return (
    <>
      <p>{invited ? t('link.invitation.text', { name: link.name, company: link.company }) : t('link.password.text', { name: link.name })}</p>
      {reply && (
        <Notice tone="bad" live>
          <p>{saying(reply)}</p>
        </Notice>
      )}
      <Form action={t('link.action')} icon={<Key />} busy={busy} missing={missing} onSubmit={() => void send()}>
        {invited ? (
          <TextField label={t('signin.login')} value={login} autocomplete="username" maxLength={100} error={mistakeIn(reply, 'login')} onInput={setLogin} />
        ) : (
          <input type="hidden" name="username" autocomplete="username" value={login} />
        )}
        <PasswordField label={t('me.password.new')} hint={t('me.password.hint')} value={password} error={mistakeIn(reply, 'password')} onInput={setPassword} />
        {invited && (
          <TextField label={t('me.niss')} hint={t('me.niss.optional')} value={niss} digits error={mistakeIn(reply, 'niss')} onInput={setNiss} />
        )}
        {link.totp && <CodeField value={totp} error={mistakeIn(reply, 'totp')} onInput={setTotp} />}
      </Form>
    </>
  )
}
