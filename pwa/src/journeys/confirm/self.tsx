import type { ComponentChildren, ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { may, type Me } from '../../api/session'
import { loadDeskWords, t } from '../../i18n'
import { textOf } from '../../offline/draft'
import { promise } from '../../offline/queue'
import type { InOrOut, PosterOrNumber } from '../../offline/presence-record'
import { promiseOf } from '../../offline/promise'
import { LinkButton } from '../../ui/button'
import { People } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { UserCard } from './cards'
import { Double } from './double'
import { LocationSwitch } from './location-switch'
import { Before, InOrOutButtons, useStanding } from './in-or-out'
import { isSelfOnly, isOutRequired, isTimedAt, type Where } from './model'
import { Failed, RegisterButton, useRegister } from './register'

/** What the page of a user who is signed in is given; `around` is shown below the person. */
interface Given {
  place: PosterOrNumber
  where: Where
  user: Me
  day: string
  around: ComponentChildren
  onOther: () => void
}

/** The user who is signed in registers themselves with one tap, or goes on to their crew. */
export function Self(props: Given) {
  const { place, where, user } = props
  const tap = useRegister(props)
  const who = { by: user.id, worker: user.name }
  const standing = useStanding(who, place, where)
  const timed = isTimedAt(where, props.day)
  const alone = isSelfOnly(where)
  const register = (direction?: InOrOut) =>
    tap.register((made) => promise(promiseOf({ self: true }, user.name, { by: user.id }, made)), direction)
  const crew = (kind: 'primary' | 'plain') => (
    <LinkButton kind={kind} href={`/crew/${textOf(place)}`} icon={<People />}>
      {t('crew.mine')}
    </LinkButton>
  )
  return (
    <>
      <UserCard user={user} onOther={props.onOther} />
      {!timed && user.registersSelf && <Double who={who} place={place} where={where} day={props.day} />}
      {props.around}
      {timed && user.registersSelf && <Before standing={standing} required={isOutRequired(where)} />}
      {user.registersSelf && (
        <div>
          <LocationSwitch {...tap.location} />
        </div>
      )}
      {user.registersSelf && may('register') && !alone && crew('plain')}
      {!user.registersSelf && alone && (
        <Notice tone="bad" title={t('refusal.self_only.title')}>
          <p>{t('refusal.self_only.who')}</p>
        </Notice>
      )}
      {!user.registersSelf && <NissPrompt user={user} />}
      <div class="actions">
        <Failed state={tap.state} />
        {!user.registersSelf && !alone && crew('primary')}
        {user.registersSelf && !timed && <RegisterButton state={tap.state} onPress={() => void register()} />}
        {user.registersSelf && timed && (
          <InOrOutButtons state={tap.state} standing={standing} onPress={(direction) => void register(direction)} />
        )}
      </div>
    </>
  )
}

/** Asks for the user's own number: its words are of the desk and come when they are needed. */
export function NissPrompt({ user }: { user: Me }) {
  const [Asked, setAsked] = useState<ComponentType<{ user: Me }>>()
  useEffect(() => {
    void Promise.all([import('../../niss-prompt/niss-prompt'), loadDeskWords()]).then(([code]) => setAsked(() => code.NissPrompt), () => undefined)
  }, [])
  return Asked ? <Asked user={user} /> : null
}
