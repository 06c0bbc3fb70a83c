/**
 * In and out in words, pictograms and times. Hours are shown as the times they
 * began and ended, never added up: that is for the employer.
 */
import './direction.css'
import { today } from '../api/clock'
import { formatDay, formatTime, t } from '../i18n'
import { brusselsDay } from '../numbers'
import { directionOf, type InOrOut, type PresenceRecord, timeOf } from '../offline/presence-record'
import type { Shift } from '../offline/shifts'
import { Enter, Exit } from '../ui/icons'

/** The arrow of a direction. */
export function pictogramOf(direction: InOrOut) {
  return direction === 'in' ? <Enter /> : <Exit />
}

/** When something was, RFC 3339: the time, and the day too if it was not today. */
export function sinceOf(at: string): string {
  const day = brusselsDay(new Date(at))
  return day === today() ? formatTime(at) : `${formatDay(day, 'short')}, ${formatTime(at)}`
}

/** From when until when; dots stand for what is not there. */
export function timesOf(shift: Shift): string {
  const time = (record: PresenceRecord | undefined) => (record ? formatTime(timeOf(record)) : '…')
  return `${time(shift.in)}\u00a0–\u00a0${time(shift.out)}`
}

/** What a presence says, in a word with its time: "In 06:58". Empty for one of a day. */
export function said(record: PresenceRecord): string {
  const direction = directionOf(record)
  return direction === 'day' ? '' : `${t(`direction.${direction}`)} ${formatTime(timeOf(record))}`
}

/** The same for a list, with its arrow; nothing for one of a day. */
export function Said({ record }: { record: PresenceRecord }) {
  const direction = directionOf(record)
  if (direction === 'day') return null
  return (
    <span class="said">
      {pictogramOf(direction)}
      <span>
        {t(`direction.${direction}`)} <span class="code">{formatTime(timeOf(record))}</span>
      </span>
    </span>
  )
}
