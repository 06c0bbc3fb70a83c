import { today } from '../../api/clock'
import { formatDay, t } from '../../i18n'
import { refine } from '../../router'
import { type Period, presetsOf, weekOf } from './model'

/** Which days are looked at: a tap for what is asked most, and another one for a day of that week. */
export function Periods({ period }: { period: Period }) {
  const same = (other: Period) => other.from === period.from && other.to === period.to
  // Of today nobody asks which day of the week.
  const week = same({ from: today(), to: today() }) ? [] : weekOf(period)
  return (
    <div class="presences-periods">
      <div class="presences-presets" role="group" aria-label={t('presences.period')}>
        {presetsOf(today()).map(([name, one]) => (
          <button key={name} type="button" class="presences-preset" aria-pressed={same(one)} onClick={() => refine({ ...one })}>
            {t(`presences.period.${name}`)}
          </button>
        ))}
      </div>
      {week.length > 0 && (
        <div class="presences-week" role="group" aria-label={t('receipt.day')}>
          {week.map((day) => (
            <button key={day} type="button" class="presences-preset" aria-pressed={same({ from: day, to: day })} onClick={() => refine({ from: day, to: day })}>
              {formatDay(day, 'weekday')}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
