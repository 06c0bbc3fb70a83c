import { formatTime, t } from '../../i18n'
import { textOf } from '../../offline/draft'
import { type PresenceRecord, timeOf } from '../../offline/presence-record'
import type { Shift } from '../../offline/shifts'
import { said } from '../../outcomes/direction'
import { Hourglass } from '../../ui/icons'
import { Mark } from '../../ui/mark'
import { markOf, markOfShifts, recordsOf, toneOf } from './model'
import { pictogram } from './pictogram'

/** The shifts of one person at one workplace on a day, as pairs of times; each time leads to its receipt. */
export function Shifts({ shifts }: { shifts: Shift[] }) {
  const mark = markOfShifts(shifts)
  const [first] = recordsOf(shifts)
  if (!first) return null
  return (
    <div class="days-item">
      <Mark tone={toneOf(mark)}>{pictogram(mark)}</Mark>
      <div class="days-text">
        <span class="days-word">{t(`days.${mark}`)}</span>
        <br />
        {first.workplace?.name ?? <bdi class="code">{textOf(first.place)}</bdi>}
        {first.worker && (
          <>
            <br />
            <bdi>{first.worker}</bdi>
          </>
        )}
        <ul class="days-shifts">
          {shifts.map((shift) => (
            <li key={recordsOf([shift])[0]?.id}>
              <Time record={shift.in} />
              –
              <Time record={shift.out} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

/** A time that leads to its receipt; dots where there is none. What is not green says so with its pictogram. */
function Time({ record }: { record: PresenceRecord | undefined }) {
  if (!record) return <span class="days-time">…</span>
  const waits = record.state === 'promised' || record.state === 'queued'
  return (
    <a class="days-time" href={`/days/${record.id}`} aria-label={`${said(record)}, ${t(`days.${markOf(record)}`)}`}>
      {waits && <Hourglass />}
      {formatTime(timeOf(record))}
    </a>
  )
}
