import { useState } from 'preact/hooks'
import { now } from '../../api/clock'
import { may, type Me } from '../../api/session'
import { t } from '../../i18n'
import { newPresenceId } from '../../numbers'
import { begin, textOf } from '../../offline/draft'
import { promise } from '../../offline/keeper'
import type { Place } from '../../offline/kept'
import { navigate } from '../../router'
import { Button, LinkButton } from '../../ui/button'
import { allowSound } from '../../ui/feedback'
import { People, Tick } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { UserCard } from './cards'
import { locate } from './location'
import { LocationSwitch, useLocation } from './location-switch'
import { ownPromiseOf, type Where } from './model'

/** The user who is signed in registers themselves with one tap, or goes on to their crew. */
export function Self(props: { place: Place; where: Where; user: Me; day: string; onOther: () => void }) {
  const { place, where, user, day } = props
  const [location, setLocation] = useLocation()
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready')
  const register = async () => {
    setState('busy')
    allowSound()
    try {
      const position = location === 'on' ? await locate() : undefined
      const tap = { id: newPresenceId(), at: now(), ...(position && { position }) }
      await promise(ownPromiseOf(place, where, { user, on: day }, tap))
      begin()
      navigate(`/days/${tap.id}`, 'replace')
    } catch {
      setState('failed')
    }
  }
  const crew = (kind: 'primary' | 'plain') => (
    <LinkButton kind={kind} href={`/crew/${textOf(place)}`} icon={<People />}>
      {t('crew.mine')}
    </LinkButton>
  )
  return (
    <>
      <UserCard user={user} onOther={props.onOther} />
      {user.registersSelf && (
        <div>
          <LocationSwitch location={location} onChange={setLocation} />
        </div>
      )}
      {user.registersSelf && may('register') && crew('plain')}
      <div class="actions">
        {state === 'failed' && (
          <Notice tone="bad" live>
            <p>{t('confirm.failed')}</p>
          </Notice>
        )}
        {user.registersSelf ? (
          <Button kind="primary" icon={<Tick />} disabled={state === 'busy'} onPress={() => void register()}>
            {t('confirm.register')}
          </Button>
        ) : (
          crew('primary')
        )}
      </div>
    </>
  )
}
