/**
 * The three things to look at before the tap: who, in a card that stays in
 * view; where and on which day, in another.
 */
import type { ComponentChildren } from 'preact'
import type { Me } from '../../api/session'
import { formatDay, t } from '../../i18n'
import { textOf } from '../../offline/draft'
import type { PosterOrNumber } from '../../offline/presence-record'
import type { ReadLimosa } from '../../offline/limosa'
import { Calendar, Change, MapPin, Person } from '../../ui/icons'
import { posterOf, type Where } from './model'

/**
 * The workplace as far as it is known, and the day. The day is today's: posters
 * and typed numbers register for the day they are read on.
 */
export function PlaceCard(props: { place: PosterOrNumber; where: Where; day: string; onOther: () => void }) {
  const { place, where, onOther } = props
  const poster = posterOf(where)
  return (
    <Card icon={<MapPin />} name={t('confirm.workplace')} other={{ name: t('confirm.other_poster'), onPress: onOther }}>
      {poster ? (
        <>
          <p class="confirm-main">
            <bdi>{poster.workplace.name}</bdi>
          </p>
          <p>
            <bdi>{poster.workplace.address}</bdi>
          </p>
          {poster.gate && (
            <p>
              <bdi>{poster.gate}</bdi>
            </p>
          )}
          {where.kind === 'known' && !where.fresh && <p>{t('confirm.seen')}</p>}
        </>
      ) : (
        <Unnamed place={place} where={where} />
      )}
      <h2 class="unseen">{t('confirm.day')}</h2>
      <p class="confirm-day">
        <Calendar />
        <span>
          {t('confirm.today')} · <b>{formatDay(props.day)}</b>
        </span>
      </p>
    </Card>
  )
}

function Unnamed({ place, where }: { place: PosterOrNumber; where: Where }) {
  return (
    <>
      {where.kind === 'typed' && where.name !== undefined && (
        <p class="confirm-main">
          <bdi>{where.name}</bdi>
        </p>
      )}
      <p class={where.kind === 'typed' && where.name !== undefined ? undefined : 'confirm-main'}>
        <bdi class="code">{textOf(place)}</bdi>
      </p>
      {where.kind === 'looking' && <p role="status">{t('confirm.looking')}</p>}
      {where.kind === 'unseen' && <p role="status">{t('confirm.unnamed')}</p>}
      {where.kind === 'typed' && !where.likely && <p role="status">{t('confirm.number.doubtful')}</p>}
    </>
  )
}

/** What the L1 says of the person. */
export function PersonCard({ limosa, onOther }: { limosa: ReadLimosa; onOther: () => void }) {
  const name = t(limosa.name ? 'confirm.person.check' : 'confirm.person')
  return (
    <Card person icon={<Person />} name={name} other={{ name: t('confirm.other_person'), onPress: onOther }}>
      {limosa.name && (
        <p class="confirm-name">
          <bdi>{limosa.name}</bdi>
        </p>
      )}
      {limosa.employer && (
        <p>
          <bdi>{limosa.employer}</bdi>
        </p>
      )}
      <p class={limosa.name ? undefined : 'confirm-name'}>
        <bdi class="code">L1 ··· {limosa.number.slice(-4)}</bdi>
      </p>
      <Period limosa={limosa} />
    </Card>
  )
}

/** The user who is signed in. */
export function UserCard({ user, onOther }: { user: Me; onOther: () => void }) {
  return (
    <Card person icon={<Person />} name={t('confirm.person')} other={{ name: t('confirm.other_person'), onPress: onOther }}>
      <p class="confirm-name">
        <bdi>{user.name}</bdi>
      </p>
      {user.company.name !== user.name && (
        <p>
          <bdi>{user.company.name}</bdi>
        </p>
      )}
    </Card>
  )
}

/** The last day counts; the first is told only where there is no last. */
function Period({ limosa: { from, to } }: { limosa: ReadLimosa }) {
  if (to) return <p>{t('confirm.until', { to: formatDay(to, 'date') })}</p>
  return from ? <p>{t('confirm.from', { from: formatDay(from, 'date') })}</p> : null
}

/** A card whose name the pictogram says to those who see it, and the way to something else in its place. */
function Card(props: {
  icon: ComponentChildren
  name: string
  other?: { name: string; onPress: () => void }
  /** It says who: large, and it stays in view while the rest scrolls. */
  person?: boolean
  children: ComponentChildren
}) {
  return (
    <section class={props.person ? 'confirm-card confirm-person' : 'confirm-card'}>
      {props.icon}
      <div class="confirm-text">
        <h2 class="unseen">{props.name}</h2>
        {props.children}
      </div>
      {props.other && (
        <button type="button" class="confirm-other" aria-label={props.other.name} title={props.other.name} onClick={props.other.onPress}>
          <Change />
        </button>
      )}
    </section>
  )
}
