/**
 * The three things to look at before the tap: where, which day, who.
 */
import { formatDay, t } from '../../i18n'
import type { ReadLimosa } from '../../offline/limosa'
import { Calendar, Person, Place as PlaceIcon } from '../../ui/icons'
import { type Place, posterOf, type Where } from './model'

/** The workplace as far as it is known. */
export function PlaceCard({ place, where, onOther }: { place: Place; where: Where; onOther: () => void }) {
  const poster = posterOf(where)
  return (
    <section class="confirm-card" aria-busy={where.kind === 'looking'}>
      <PlaceIcon />
      <h2>{t('confirm.workplace')}</h2>
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
      <button type="button" class="confirm-switch" onClick={onOther}>
        {t('confirm.other_poster')}
      </button>
    </section>
  )
}

function Unnamed({ place, where }: { place: Place; where: Where }) {
  return (
    <>
      <p class="confirm-main">
        <bdi class="code">{'poster' in place ? place.poster : place.workplace}</bdi>
      </p>
      {where.kind === 'looking' && <p role="status">{t('confirm.looking')}</p>}
      {where.kind === 'unseen' && <p role="status">{t('confirm.unnamed')}</p>}
      {where.kind === 'typed' && !where.likely && <p role="status">{t('confirm.number.doubtful')}</p>}
    </>
  )
}

/** The day, large. */
export function DayCard({ day, today }: { day: string; today: boolean }) {
  return (
    <section class="confirm-card">
      <Calendar />
      <h2>{t(today ? 'confirm.today' : 'confirm.day')}</h2>
      <p class="confirm-main">{formatDay(day)}</p>
    </section>
  )
}

/** What the L1 says of the person. */
export function PersonCard({ limosa, onOther }: { limosa: ReadLimosa; onOther: () => void }) {
  return (
    <section class="confirm-card">
      <Person />
      <h2>{limosa.name ? t('confirm.person.check') : t('confirm.person')}</h2>
      {limosa.name && <p class="confirm-main">{limosa.name}</p>}
      {limosa.employer && <p>{limosa.employer}</p>}
      <p>{t('confirm.limosa', { digits: limosa.number.slice(-4) })}</p>
      <Period limosa={limosa} />
      <button type="button" class="confirm-switch" onClick={onOther}>
        {t('confirm.other_person')}
      </button>
    </section>
  )
}

function Period({ limosa: { from, to } }: { limosa: ReadLimosa }) {
  const day = (at: string) => formatDay(at, 'full')
  if (from && to) return <p>{t('confirm.period', { from: day(from), to: day(to) })}</p>
  if (from) return <p>{t('confirm.from', { from: day(from) })}</p>
  return to ? <p>{t('confirm.until', { to: day(to) })}</p> : null
}
