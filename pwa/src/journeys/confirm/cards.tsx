/**
 * The three things to look at before the tap: where, which day, who.
 */
import type { ComponentChildren } from 'preact'
import type { Me } from '../../api/session'
import { formatDay, t } from '../../i18n'
import { textOf } from '../../offline/draft'
import type { PosterOrNumber } from '../../offline/presence-record'
import type { ReadLimosa } from '../../offline/limosa'
import { Calendar, Change, Person, MapPin } from '../../ui/icons'
import { posterOf, type Where } from './model'

/** The workplace as far as it is known. */
export function PlaceCard({ place, where, onOther }: { place: PosterOrNumber; where: Where; onOther: () => void }) {
  const poster = posterOf(where)
  return (
    <Card icon={<MapPin />} name={t('confirm.workplace')} other={{ name: t('confirm.other_poster'), onPress: onOther }}>
      {poster ? (
        <>
          <p class="confirm-main">{poster.workplace.name}</p>
          <p>{poster.workplace.address}</p>
          {poster.gate && <p>{poster.gate}</p>}
          {where.kind === 'known' && !where.fresh && <p>{t('confirm.seen')}</p>}
        </>
      ) : (
        <Unnamed place={place} where={where} />
      )}
    </Card>
  )
}

function Unnamed({ place, where }: { place: PosterOrNumber; where: Where }) {
  return (
    <>
      {where.kind === 'typed' && where.name !== undefined && <p class="confirm-main">{where.name}</p>}
      <p class={where.kind === 'typed' && where.name !== undefined ? undefined : 'confirm-main'}>
        <bdi class="code">{textOf(place)}</bdi>
      </p>
      {where.kind === 'looking' && <p role="status">{t('confirm.looking')}</p>}
      {where.kind === 'unseen' && <p role="status">{t('confirm.unnamed')}</p>}
      {where.kind === 'typed' && !where.likely && <p role="status">{t('confirm.number.doubtful')}</p>}
    </>
  )
}

/** The day, large. It is today's: posters and typed numbers register for the day they are read on. */
export function DayCard({ day }: { day: string }) {
  return (
    <Card icon={<Calendar />} name={t('confirm.day')}>
      <p>{t('confirm.today')}</p>
      <p class="confirm-main">{formatDay(day)}</p>
    </Card>
  )
}

/** What the L1 says of the person. */
export function PersonCard({ limosa, onOther }: { limosa: ReadLimosa; onOther: () => void }) {
  const name = t(limosa.name ? 'confirm.person.check' : 'confirm.person')
  return (
    <Card icon={<Person />} name={name} other={{ name: t('confirm.other_person'), onPress: onOther }}>
      {limosa.name && <p class="confirm-main">{limosa.name}</p>}
      {limosa.employer && <p>{limosa.employer}</p>}
      <p>
        <bdi class="code">L1 ··· {limosa.number.slice(-4)}</bdi>
      </p>
      <Period limosa={limosa} />
    </Card>
  )
}

/** The user who is signed in. */
export function UserCard({ user, onOther }: { user: Me; onOther: () => void }) {
  return (
    <Card icon={<Person />} name={t('confirm.person')} other={{ name: t('confirm.other_person'), onPress: onOther }}>
      <p class="confirm-main">{user.name}</p>
      {user.company.name !== user.name && <p>{user.company.name}</p>}
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
  children: ComponentChildren
}) {
  return (
    <section class="confirm-card">
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
