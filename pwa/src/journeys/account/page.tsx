import { useEffect, useState } from 'preact/hooks'
import { changeMe, changePassword } from '../../api/account'
import type { Reply } from '../../api/reply'
import { me, type Me } from '../../api/session'
import { t } from '../../i18n'
import { missingOf, mistakeIn, saying } from '../../refusal/mistakes'
import { PasswordField } from '../../refusal/password-field'
import { navigate } from '../../router'
import { Form } from '../../ui/form'
import { Key, Person } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { TextField } from '../../ui/text-field'
import { Notices } from './notices'
import { Passkeys } from './passkeys'
import { Sessions } from './sessions'
import { SecondFactor } from './second-factor'

/** One's own account: details, passkeys, password, second factor, and where one is signed in. */
export default function Account() {
  const user = me.value
  useEffect(() => {
    if (!user) navigate('/in?to=/me', 'replace')
  }, [user])
  if (!user) return <Page title={t('me.title')}>{null}</Page>
  return (
    <Page title={t('me.title')} back={{ href: '/portal', label: t('portal.title') }} wide>
      <div class="parts">
        <Passkeys />
        <Notices />
        <Details user={user} />
        <Password />
        <SecondFactor on={user.totp} left={user.recoveryCodes} />
        <Sessions />
      </div>
    </Page>
  )
}

function Details({ user }: { user: Me }) {
  const [name, setName] = useState(user.name)
  const [email, setEmail] = useState(user.email ?? '')
  const [niss, setNiss] = useState('')
  const [reply, setReply] = useState<Reply<unknown>>()
  const send = async () => {
    const came = await changeMe({ name, email: email.trim(), ...(niss.trim() && { niss }) })
    setReply(came)
    if (came.kind === 'ok') setNiss('')
  }
  return (
    <section class="part">
      <h2>{t('me.details')}</h2>
      <Outcome reply={reply} />
      <Form action={t('me.save')} icon={<Person />} missing={missingOf([[t('found.name'), name]])} onSubmit={() => void send()}>
        <TextField label={t('found.name')} value={name} autocomplete="name" error={mistakeIn(reply, 'name')} onInput={setName} />
        <TextField label={t('me.email')} hint={t('me.email.hint')} value={email} type="email" autocomplete="email" maxLength={200} error={mistakeIn(reply, 'email')} onInput={setEmail} />
        <TextField
          label={t('me.niss')}
          hint={user.niss ? t('me.niss.known') : t('me.niss.hint')}
          value={user.niss || niss}
          fixed={Boolean(user.niss)}
          digits
          error={mistakeIn(reply, 'niss')}
          onInput={setNiss}
        />
      </Form>
    </section>
  )
}

function Password() {
  const [current, setCurrent] = useState('')
  const [wanted, setWanted] = useState('')
  const [reply, setReply] = useState<Reply<unknown>>()
  const send = async () => {
    const came = await changePassword({ new: wanted, ...(current && { current }) })
    setReply(came)
    if (came.kind !== 'ok') return
    setCurrent('')
    setWanted('')
  }
  return (
    <section class="part">
      <h2>{t('signin.password')}</h2>
      <Outcome reply={reply} />
      <Form action={t('me.password.action')} icon={<Key />} missing={missingOf([[t('me.password.new'), wanted]])} onSubmit={() => void send()}>
        <input type="text" hidden autocomplete="username" value={me.value?.login ?? ''} readOnly />
        <PasswordField label={t('me.password.current')} value={current} current error={mistakeIn(reply, 'current') ?? mistakeIn(reply, 'password')} onInput={setCurrent} />
        <PasswordField label={t('me.password.new')} hint={t('me.password.hint')} value={wanted} error={mistakeIn(reply, 'new')} onInput={setWanted} />
      </Form>
    </section>
  )
}

/** Whether something was done, and why not. */
function Outcome({ reply }: { reply: Reply<unknown> | undefined }) {
  if (!reply) return null
  if (reply.kind === 'ok') {
    return (
      <Notice live>
        <p>{t('me.saved')}</p>
      </Notice>
    )
  }
  return (
    <Notice tone="bad" live>
      <p>{saying(reply)}</p>
    </Notice>
  )
}
