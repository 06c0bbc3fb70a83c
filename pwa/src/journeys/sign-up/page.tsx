import { useState } from 'preact/hooks'
import { signUp } from '../../api/account'
import type { Reply } from '../../api/reply'
import { t } from '../../i18n'
import { missingOf, mistakeIn, saying } from '../../refusal/mistakes'
import { PasswordField } from '../../refusal/password-field'
import { navigate } from '../../router'
import { Form } from '../../ui/form'
import { Building } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { Switch } from '../../ui/switch'
import { TextField } from '../../ui/text-field'
import { bodyOf, empty, needed, type SignUpForm } from './model'

/** Registering a company and its first user, or an independent. */
export default function SignUp() {
  const [form, setForm] = useState<SignUpForm>(empty)
  const [reply, setReply] = useState<Reply<unknown>>()
  const [busy, setBusy] = useState(false)
  const set = (name: keyof SignUpForm) => (value: string) => setForm({ ...form, [name]: value })
  const send = async () => {
    setBusy(true)
    const came = await signUp(bodyOf(form))
    setBusy(false)
    if (came.kind === 'ok') navigate(form.independent ? '/work' : '/portal', 'replace')
    else setReply(came)
  }
  const wrong = (field: string) => mistakeIn(reply, field)
  return (
    <Page title={t('found.title')} back={{ href: '/in', label: t('app.back') }}>
      <p>{t('found.text')}</p>
      {reply && (
        <Notice tone="bad" live>
          <p>{saying(reply)}</p>
        </Notice>
      )}
      <Form action={t('found.action')} icon={<Building />} busy={busy} missing={missingOf(needed(form).map(([label, value]) => [t(label), value]))} onSubmit={() => void send()}>
        <Switch
          name={t('found.independent')}
          hint={t('found.independent.hint')}
          on={form.independent}
          onChange={(independent) => setForm({ ...form, independent })}
        />
        <TextField label={t('found.number')} hint={t('found.number.hint')} value={form.number} error={wrong('number')} onInput={set('number')} />
        <TextField label={t('found.company')} value={form.company} autocomplete="organization" error={wrong('name')} onInput={set('company')} />
        <TextField label={t('found.name')} value={form.name} autocomplete="name" error={wrong('user.name')} onInput={set('name')} />
        {form.independent && (
          <TextField label={t('me.niss')} hint={t('me.niss.hint')} value={form.niss} digits error={wrong('user.niss')} onInput={set('niss')} />
        )}
        <TextField label={t('me.email')} hint={t('me.email.hint')} value={form.email} type="email" autocomplete="email" maxLength={200} error={wrong('user.email')} onInput={set('email')} />
        <TextField label={t('signin.login')} value={form.login} autocomplete="username" maxLength={100} error={wrong('user.login')} onInput={set('login')} />
        <PasswordField label={t('signin.password')} hint={t('me.password.hint')} value={form.password} error={wrong('user.password')} onInput={set('password')} />
      </Form>
    </Page>
  )
}
