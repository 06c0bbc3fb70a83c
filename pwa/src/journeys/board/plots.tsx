import { useEffect, useId, useMemo, useState } from 'preact/hooks'
import { type Board, getWorkplaceDays, type WorkplaceDay } from '../../api/workplaces'
import type { Reply } from '../../api/reply'
import { formatDay, t } from '../../i18n'
import { Trouble } from '../../refusal/trouble'
import { Button } from '../../ui/button'
import { arrivalsOf, scaleOf } from './plot-model'

/** A bar: what it stands for, in short and in full, and how many. */
interface Bar {
  short: string
  full: string
  people: number
}

/** When people came on the day of the board, and how many did on each of four weeks; folded away until it is wanted. */
export function Plots({ board }: { board: Board }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <>
      <Button expands={{ id, open }} onPress={() => setOpen(!open)}>
        {t('board.plots')}
      </Button>
      <div id={id} class="board-plots" hidden={!open}>
        {open && <Hours board={board} />}
        {open && <Days number={board.workplace.number} on={board.on} here={board.present.length} />}
      </div>
    </>
  )
}

function Hours({ board }: { board: Board }) {
  const { hours, ahead } = useMemo(() => arrivalsOf(board), [board])
  const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`
  const bars = hours.map(({ hour, people }) => ({ short: clock(hour), full: `${clock(hour)}–${clock(hour + 1)}`, people }))
  return (
    <Plot title={t('board.plot.hours')} of={t('board.plot.hour')} bars={bars}>
      {ahead > 0 && <p>{t('board.plot.ahead', { count: ahead })}</p>}
    </Plot>
  )
}

/** Asked for anew when somebody came: once for each, not with every look at the board. */
function Days({ number, on, here }: { number: string; on: string; here: number }) {
  const [reply, setReply] = useState<Reply<{ days: WorkplaceDay[] }>>()
  useEffect(() => {
    let wanted = true
    void getWorkplaceDays(number, on).then((came) => wanted && setReply(came))
    return () => void (wanted = false)
  }, [number, on, here])
  if (reply?.kind !== 'ok') return <Trouble reply={reply} />
  const bars = reply.value.days.map(({ on: day, people }) => ({ short: formatDay(day, 'short'), full: formatDay(day), people }))
  return <Plot title={t('board.plot.days')} of={t('receipt.day')} bars={bars} />
}

/** Bars beside each other, and the same as a table for whoever reads or hears it better. */
function Plot({ title, of, bars, children }: { title: string; of: string; bars: Bar[]; children?: preact.ComponentChildren }) {
  const scale = scaleOf(bars.map(({ people }) => people))
  const [first, last] = [bars[0], bars[bars.length - 1]]
  return (
    <section class="board-plot">
      <h2>{title}</h2>
      {!first && <p>{t('board.nobody.present')}</p>}
      {first && last && (
        <>
          <p class="board-scale">{scale}</p>
          <svg viewBox={`0 0 ${bars.length} 100`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
            {bars.map(({ short, people }, i) => (
              <rect key={short} x={i + 0.1} y={100 - (people / scale) * 100} width={0.8} height={(people / scale) * 100} />
            ))}
            <line x1="0" y1="100" x2={bars.length} y2="100" />
          </svg>
          <p class="board-scale" dir="ltr">
            <span dir="auto">{first.short}</span>
            {last !== first && <span dir="auto">{last.short}</span>}
          </p>
          {children}
          <details>
            <summary>{t('board.plot.table')}</summary>
            <table class="table">
              <thead>
                <tr>
                  <th scope="col">{of}</th>
                  <th scope="col" class="table-number">
                    {t('board.plot.people')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {bars.map(({ full, people }) => (
                  <tr key={full}>
                    <th scope="row">{full}</th>
                    <td class="table-number">{people}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
      {!first && children}
    </section>
  )
}
