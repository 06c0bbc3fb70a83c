import { useRef } from 'preact/hooks'
import { today } from '../../api/clock'
import { formatDay, formatMonth, language, languages, t } from '../../i18n'
import { weekdays } from '../../i18n/weeks'
import { refine } from '../../router'
import { Onward } from '../../ui/more-icons'
import { type Mark, toneOf } from './model'
import { addMonths, dayAfterKey, monthOf, weeksOf } from './month'
import { pictogram } from './pictogram'

/** Shows another month, with one of its days or with all. */
export function turnTo(month: string, day = ''): void {
  refine({ month: month === monthOf(today()) ? '' : month, day })
}

/** A month as a grid: each day with its mark; a tap, or the Enter key, shows what a day has. */
export function Calendar({ month, chosen, marks }: { month: string; chosen: string; marks: Map<string, Mark> }) {
  const names = weekdays()
  const first = names[0]?.number ?? 1
  const rtl = languages.find(({ code }) => code === language.value)?.dir === 'rtl'
  const grid = useRef<HTMLTableElement>(null)
  const inFocus = chosen || (monthOf(today()) === month ? today() : `${month}-01`)
  const onKeyDown = (event: KeyboardEvent) => {
    const from = (event.target as HTMLElement).dataset.day
    const to = from && dayAfterKey(event.key, from, { first, rtl })
    if (!to || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    if (monthOf(to) !== month) turnTo(monthOf(to))
    // Once the other month is drawn.
    requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>(`[data-day="${to}"]`)?.focus())
  }
  return (
    <section class="month">
      <div class="month-head">
        <button type="button" class="month-step month-step-back" aria-label={t('days.month.before')} onClick={() => turnTo(addMonths(month, -1))}>
          <Onward />
        </button>
        <h2 id="month" aria-live="polite">
          {formatMonth(`${month}-01`)}
        </h2>
        <button type="button" class="month-step" aria-label={t('days.month.after')} onClick={() => turnTo(addMonths(month, 1))}>
          <Onward />
        </button>
      </div>
      <table ref={grid} class="month-grid" role="grid" aria-labelledby="month" onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {names.map(({ number, narrow, long }) => (
              <th key={number} scope="col" abbr={long} aria-label={long}>
                {narrow}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month, first).map((week, i) => (
            <tr key={i}>
              {week.map((day, j) =>
                day ? <Cell key={day} day={day} mark={marks.get(day)} chosen={day === chosen} stop={day === inFocus} /> : <td key={j} role="gridcell" />,
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** One day; `stop` is the one that the Tab key leads to. */
function Cell({ day, mark, chosen, stop }: { day: string; mark: Mark | undefined; chosen: boolean; stop: boolean }) {
  const look = mark ? `month-day mark-${toneOf(mark)}` : 'month-day'
  return (
    <td role="gridcell" aria-selected={chosen}>
      <button
        type="button"
        class={look}
        data-day={day}
        tabIndex={stop ? 0 : -1}
        aria-label={[formatDay(day, 'full'), mark && t(`days.${mark}`)].filter(Boolean).join(', ')}
        aria-current={day === today() ? 'date' : undefined}
        onClick={() => turnTo(monthOf(day), chosen ? '' : day)}
      >
        <span class="month-number">{Number(day.slice(8))}</span>
        {mark && pictogram(mark)}
      </button>
    </td>
  )
}
