import { today } from '../../api/clock'
import { t } from '../../i18n'
import { addDays, isDay } from '../../numbers'
import { refine } from '../../router'
import { Onward } from '../../ui/more-icons'

/** Goes to a day of the board; today is the day that needs no name. */
const go = (on: string) => refine({ on: on === today() ? '' : on })

/** From day to day, and to any day before; never beyond today. */
export function DayPicker({ on }: { on: string }) {
  const last = today()
  return (
    <div class="board-day">
      <button type="button" class="board-step board-step-back" aria-label={t('board.day.before')} onClick={() => go(addDays(on, -1))}>
        <Onward />
      </button>
      <input
        class="board-date"
        type="date"
        aria-label={t('receipt.day')}
        value={on}
        max={last}
        onChange={({ currentTarget: field }) => {
          if (isDay(field.value) && field.value <= last) go(field.value)
          else field.value = on
        }}
      />
      <button type="button" class="board-step" aria-label={t('board.day.after')} disabled={on >= last} onClick={() => go(addDays(on, 1))}>
        <Onward />
      </button>
      {on < last && (
        <button type="button" class="board-see" onClick={() => go(last)}>
          {t('confirm.today')}
        </button>
      )}
    </div>
  )
}
