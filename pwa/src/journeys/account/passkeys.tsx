import { useEffect, useState } from 'preact/hooks'
import { addPasskey, getPasskeys, type Passkey, refreshMe, removePasskey } from '../../api/account'
import { knowsPasskeys } from '../../api/passkey'
import { notePasskey } from '../../api/passkey-here'
import type { Reply } from '../../api/reply'
import { formatDay, t } from '../../i18n'
import { saying } from '../../refusal/mistakes'
import { Button } from '../../ui/button'
import { Key } from '../../ui/icons'
import { Bin } from '../../ui/more-icons'
import { Notice } from '../../ui/notice'
import { deviceName } from './model'

/** The passkeys of the user: the first choice for signing in. */
export function Passkeys() {
  const [all, setAll] = useState<Passkey[]>([])
  const [problem, setProblem] = useState<Reply<unknown>>()
  const load = () => void getPasskeys().then((reply) => (reply.kind === 'ok' ? setAll(reply.value.passkeys) : setProblem(reply)))
  useEffect(load, [])
  const after = (reply: Reply<unknown> | undefined) => {
    setProblem(reply && reply.kind !== 'ok' ? reply : undefined)
    load()
    void refreshMe()
  }
  const add = async () => {
    const reply = await addPasskey(deviceName(navigator.userAgent))
    if (reply?.kind === 'ok') notePasskey()
    after(reply)
  }
  return (
    <section class="part">
      <h2>{t('me.passkeys')}</h2>
      <p>{t('me.passkeys.text')}</p>
      {problem && (
        <Notice tone="bad" live>
          <p>{saying(problem)}</p>
        </Notice>
      )}
      {all.map((one) => (
        <div class="me-row" key={one.id}>
          <p>
            <bdi>{one.name}</bdi>
            <br />
            {t('me.since', { day: formatDay(one.createdAt.slice(0, 10), 'date') })}
          </p>
          <Button icon={<Bin />} label={t('me.passkeys.remove', { name: one.name })} onPress={() => void removePasskey(one.id).then(after)}>
            {t('me.remove')}
          </Button>
        </div>
      ))}
      {knowsPasskeys() ? (
        <Button icon={<Key />} kind={all.length === 0 ? 'primary' : 'plain'} onPress={() => void add()}>
          {t('me.passkeys.add')}
        </Button>
      ) : (
        <p>{t('me.passkeys.none')}</p>
      )}
    </section>
  )
}
