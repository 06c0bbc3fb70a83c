import './page.css'
import { useEffect, useState } from 'preact/hooks'
import { getSessions, removeSession, type Session } from '../../api/account'
import { formatDay, t } from '../../i18n'
import { Button } from '../../ui/button'
import { Leave } from '../../ui/more-icons'

/** Where the user is signed in; any of these can be ended from here. */
export function Sessions() {
  const [all, setAll] = useState<Session[]>([])
  const load = () => void getSessions().then((reply) => reply.kind === 'ok' && setAll(reply.value.sessions))
  useEffect(load, [])
  return (
    <section class="part">
      <h2>{t('me.sessions')}</h2>
      {all.map((one) => (
        <div class="me-row" key={one.id}>
          <p>
            <span dir="ltr">{one.device}</span>
            <br />
            {one.current ? t('me.sessions.current') : t('me.sessions.used', { day: formatDay(one.usedAt.slice(0, 10), 'date') })}
          </p>
          {!one.current && (
            <Button icon={<Leave />} label={t('me.sessions.end', { device: one.device })} onPress={() => void removeSession(one.id).then(load)}>
              {t('me.end')}
            </Button>
          )}
        </div>
      ))}
    </section>
  )
}
