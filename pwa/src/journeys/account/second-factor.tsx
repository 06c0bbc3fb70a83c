import { useState } from 'preact/hooks'
import { addTotp, confirmTotp, refreshMe, removeTotp, type Totp } from '../../api/account'
import type { Reply } from '../../api/reply'
import { t } from '../../i18n'
import { CodeField, isCode } from '../../again/code-field'
import { missingOf, mistakeIn, saying } from '../../refusal/mistakes'
import { navigate } from '../../router'
import { Button, LinkButton } from '../../ui/button'
import { Form } from '../../ui/form'
import { Key, Shield } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Qr } from '../../ui/qr'
import { TextField } from '../../ui/text-field'

/** A code of an app besides the password; `left` are the recovery codes that were not used. */
export function SecondFactor({ on, left }: { on: boolean; left: number }) {
  const [begun, setBegun] = useState<Totp>()
  const [asking, setAsking] = useState(false)
  const [code, setCode] = useState('')
  const [reply, setReply] = useState<Reply<unknown>>()
  const send = async () => {
    const came = begun ? await confirmTotp(begun.state, code) : await removeTotp(code)
    setCode('')
    setReply(came)
    if (came.kind !== 'ok' && mistakeIn(came, 'code') && !begun) return
    setBegun(undefined)
    setAsking(false)
    await refreshMe()
    if (begun && came.kind === 'ok') navigate('/me/recovery')
  }
  const begin = async () => {
    const came = await addTotp()
    setReply(came)
    if (came.kind === 'ok') setBegun(came.value)
  }
  return (
    <section class="part">
      <h2>{t('me.totp')}</h2>
      <p>{t(on ? 'me.totp.on' : 'me.totp.off')}</p>
      {reply && reply.kind !== 'ok' && (
        <Notice tone="bad" live>
          <p>{saying(reply)}</p>
        </Notice>
      )}
      {begun && (
        <>
          <p>{t('me.totp.scan')}</p>
          <Qr text={begun.uri} label={t('me.totp.qr')} />
          <p class="code me-secret">{begun.secret}</p>
        </>
      )}
      {(begun ?? asking) ? (
        <Form action={t(on ? 'me.totp.remove' : 'me.totp.confirm')} icon={<Shield />} missing={missingOf([[t('signin.totp'), isCode(code)]])} onSubmit={() => void send()}>
          {begun ? (
            <TextField label={t('signin.totp')} value={code} digits autocomplete="one-time-code" onInput={setCode} />
          ) : (
            <CodeField value={code} onInput={setCode} />
          )}
        </Form>
      ) : (
        <Button icon={<Shield />} onPress={() => (on ? setAsking(true) : void begin())}>
          {t(on ? 'me.totp.remove' : 'me.totp.add')}
        </Button>
      )}
      {on && !asking && (
        <>
          <p>{t('recovery.left', { count: left })}</p>
          <LinkButton href="/me/recovery" icon={<Key />}>
            {t('recovery.title')}
          </LinkButton>
        </>
      )}
    </section>
  )
}
