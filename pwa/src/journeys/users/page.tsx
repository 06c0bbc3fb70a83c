import './page.css'
import { useEffect, useState } from 'preact/hooks'
import { addUser, addUserLink, changeUser, getUsers, type Invited, removeUser, type User } from '../../api/account'
import type { Reply } from '../../api/reply'
import { type Entitlement, me } from '../../api/session'
import { language, t } from '../../i18n'
import { missingOf, mistakeIn, saying } from '../../refusal/mistakes'
import { navigate } from '../../router'
import { Button } from '../../ui/button'
import { Form } from '../../ui/form'
import { People, Share } from '../../ui/icons'
import { Bin } from '../../ui/more-icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { Switch } from '../../ui/switch'
import { TextField } from '../../ui/text-field'
import { offered, toggled } from './model'

/** Access management: who acts for the company, and what each may do. */
export default function Users() {
  const [users, setUsers] = useState<Reply<{ users: User[] }>>()
  const [problem, setProblem] = useState<Reply<unknown>>()
  const [invited, setInvited] = useState<Invited>()
  const load = () => void getUsers().then(setUsers)
  useEffect(load, [])
  const signedOut = !me.value
  useEffect(() => {
    if (signedOut) navigate('/in?to=/users', 'replace')
  }, [signedOut])
  const after = (reply: Reply<unknown>) => {
    setProblem(reply.kind === 'ok' ? undefined : reply)
    load()
  }
  return (
    <Page title={t('users.title')} back={{ href: '/portal', label: t('portal.title') }} wide>
      {problem && (
        <Notice tone="bad" live>
          <p>{saying(problem)}</p>
        </Notice>
      )}
      {invited && <HandOver invited={invited} />}
      {users && users.kind !== 'ok' && (
        <Notice tone="wait" live>
          <p>{saying(users)}</p>
        </Notice>
      )}
      <div class="users">
        {users?.kind === 'ok' &&
          users.value.users.map((user) => (
            <One
              key={user.id}
              user={user}
              onEntitle={(may) => void changeUser(user.id, may).then(after)}
              onRemove={() => void removeUser(user.id).then(after)}
              onLink={() => void addUserLink(user.id).then((reply) => (reply.kind === 'ok' ? setInvited(reply.value) : after(reply)))}
            />
          ))}
      </div>
      <Invite
        onInvited={(one) => {
          setInvited(one)
          after({ kind: 'ok', value: one })
        }}
      />
    </Page>
  )
}

function One(props: { user: User; onEntitle: (may: Entitlement[]) => void; onRemove: () => void; onLink: () => void }) {
  const { user } = props
  const [removing, setRemoving] = useState(false)
  const self = user.id === me.value?.id
  return (
    <section class="users-one" aria-labelledby={`user-${user.id}`}>
      <h2 id={`user-${user.id}`}>
        <bdi>{user.name}</bdi>
      </h2>
      <p>{user.accepted ? user.login : t('users.invited')}</p>
      <Entitlements of={user.entitlements} onChange={props.onEntitle} />
      <Button onPress={props.onLink}>{t(user.accepted ? 'users.link.password' : 'users.link.again')}</Button>
      {!self && !removing && (
        <Button icon={<Bin />} onPress={() => setRemoving(true)}>
          {t('users.remove')}
        </Button>
      )}
      {removing && (
        <>
          <Notice tone="bad" live>
            <p>{t('users.remove.text', { name: user.name })}</p>
          </Notice>
          <Button kind="danger" icon={<Bin />} onPress={props.onRemove}>
            {t('users.remove')}
          </Button>
          <Button onPress={() => setRemoving(false)}>{t('users.keep')}</Button>
        </>
      )}
    </section>
  )
}

function Entitlements(props: { of: Entitlement[]; onChange: (may: Entitlement[]) => void }) {
  return (
    <div class="users-entitlements">
      {offered.map((one) => (
        <Switch
          key={one}
          name={t(`entitlement.${one}`)}
          hint={t(`entitlement.${one}.hint`)}
          on={props.of.includes(one)}
          onChange={(on) => props.onChange(toggled(props.of, one, on))}
        />
      ))}
    </div>
  )
}

function Invite({ onInvited }: { onInvited: (invited: Invited) => void }) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [may, setMay] = useState<Entitlement[]>([])
  const [reply, setReply] = useState<Reply<Invited>>()
  const send = async () => {
    const came = await addUser({ name, entitlements: may, language: language.value, ...(email.trim() && { email: email.trim() }) })
    setReply(came)
    if (came.kind !== 'ok') return
    onInvited(came.value)
    setName('')
    setEmail('')
    setMay([])
  }
  return (
    <section class="part">
      <h2>{t('users.invite')}</h2>
      {reply && reply.kind !== 'ok' && (
        <Notice tone="bad" live>
          <p>{saying(reply)}</p>
        </Notice>
      )}
      <Form action={t('users.invite.action')} icon={<People />} missing={missingOf([[t('users.name'), name]])} onSubmit={() => void send()}>
        <TextField label={t('users.name')} value={name} error={mistakeIn(reply, 'name')} onInput={setName} />
        <TextField label={t('me.email')} hint={t('users.email.hint')} value={email} type="email" maxLength={200} error={mistakeIn(reply, 'email')} onInput={setEmail} />
        <Entitlements of={may} onChange={setMay} />
      </Form>
    </section>
  )
}

/** The link, shown once. */
function HandOver({ invited }: { invited: Invited }) {
  const [copied, setCopied] = useState(false)
  if (invited.sent || !invited.link) {
    return (
      <Notice live>
        <p>{t('users.sent', { name: invited.user.name })}</p>
      </Notice>
    )
  }
  const link = invited.link
  const shares = 'share' in navigator
  const word = shares ? (copied ? 'copied' : 'share') : copied ? 'is_copied' : 'copy'
  const share = async () => {
    try {
      if (shares) await navigator.share({ url: link })
      else await navigator.clipboard.writeText(link)
      setCopied(true)
    } catch {
      // The person has thought better of it; the link is still there to copy.
    }
  }
  return (
    <Notice tone="wait" title={t('users.link.title', { name: invited.user.name })} live>
      <p>{t('users.link.text')}</p>
      <p class="users-link" dir="ltr">
        {link}
      </p>
      <Button icon={<Share />} onPress={() => void share()}>
        <span role="status">{t(`users.link.${word}`)}</span>
      </Button>
    </Notice>
  )
}
