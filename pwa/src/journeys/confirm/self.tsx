import { may, type Me } from '../../api/session'
import { t } from '../../i18n'
import { textOf } from '../../offline/draft'
import { promise } from '../../offline/queue'
import type { PosterOrNumber } from '../../offline/presence-record'
import { promiseOf } from '../../offline/promise'
import { LinkButton } from '../../ui/button'
import { People } from '../../ui/icons'
import { UserCard } from './cards'
import { LocationSwitch } from './location-switch'
import type { Where } from './model'
import { Failed, RegisterButton, useRegister } from './register'

/** The user who is signed in registers themselves with one tap, or goes on to their crew. */
export function Self(props: { place: PosterOrNumber; where: Where; user: Me; day: string; onOther: () => void }) {
  const { place, user } = props
  const tap = useRegister(props)
  const register = () => tap.register((made) => promise(promiseOf({ self: true }, user.name, { by: user.id }, made)))
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
          <LocationSwitch {...tap.location} />
        </div>
      )}
      {user.registersSelf && may('register') && crew('plain')}
      <div class="actions">
        <Failed state={tap.state} />
        {user.registersSelf ? <RegisterButton state={tap.state} onPress={() => void register()} /> : crew('primary')}
      </div>
    </>
  )
}
