import '../../ui/form.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import { now, today } from '../../api/clock'
import { getOverview, mostRows, type OverviewRow } from '../../api/overview'
import type { Me } from '../../api/session'
import { useReply } from '../../api/use-reply'
import { formatDay, formatTime, t } from '../../i18n'
import { brusselsDay } from '../../numbers'
import { Trouble } from '../../refusal/trouble'
import { Button, LinkButton } from '../../ui/button'
import { Hourglass, Tick } from '../../ui/icons'
import { Onward } from '../../ui/more-icons'
import { TextField } from '../../ui/text-field'
import { countsOf, type Step, stepsOf } from './model'

/** So many workplaces are shown at first, and more of them with each wish. */
const few = 20
/** From so many on there is a field to search them. */
const many = 8
/** How often the numbers are asked anew while the page is seen, in milliseconds. */
const every = 20_000
/** How long somebody types before it is looked for, in milliseconds. */
const pause = 300

/** The workplaces of the company in numbers, and what a new company does first. */
export function Workplaces({ user }: { user: Me }) {
  const [name, setName] = useState('')
  const [limit, setLimit] = useState(few)
  const wanted = useSlow(name, pause)
  const [reply, ask] = useReply(() => getOverview(wanted, limit), `${limit} ${wanted}`)
  const shown = useLast(reply?.kind === 'ok' ? reply.value : undefined)
  useWhileSeen(() => void ask(), every)
  if (!shown) {
    return reply ? <Trouble reply={reply} again={() => void ask()} /> : <p aria-busy="true" role="status">{t('places.loading')}</p>
  }
  const { all, found, rows, at, steps } = shown
  return (
    <>
      <Steps steps={stepsOf(user, steps)} />
      {reply && reply.kind !== 'ok' && <Trouble reply={reply} again={() => void ask()} />}
      {all > 0 && (
        <section class="portal-places" aria-labelledby="portal-places">
          <h2 id="portal-places">{t('portal.now', { time: formatTime(at) })}</h2>
          {all >= many && <TextField label={t('places.search')} type="search" value={name} maxLength={100} onInput={setName} />}
          {found === 0 && <p role="status">{t('places.none')}</p>}
          <ul class="portal-rows">
            {rows.map((row) => (
              <Row key={row.number} row={row} />
            ))}
          </ul>
          {rows.length < found && <p>{t('portal.some', { shown: rows.length, count: found })}</p>}
          {rows.length < found && limit < mostRows && (
            <Button onPress={() => setLimit(mostRows)}>{t('board.more')}</Button>
          )}
        </section>
      )}
    </>
  )
}

function Row({ row }: { row: OverviewRow }) {
  return (
    <li class="portal-row">
      <a class="portal-name" href={`/board/${row.number}`}>
        <bdi>{row.name}</bdi>
      </a>
      {countsOf(row, now()).map(({ name, count, href }) => (
        <a key={name} class={`portal-count portal-count-${count === 0 ? 'none' : name}`} href={href}>
          <strong>{count}</strong> <span>{t(`board.${name}`)}</span>
        </a>
      ))}
      <span class="portal-last">{lastOf(row)}</span>
    </li>
  )
}

/** When somebody was registered last: a time of today, or the day. */
function lastOf({ lastAt, open }: OverviewRow): string {
  if (open !== 'open') return t(`demo.state.${open}`)
  if (!lastAt) return t('portal.nobody')
  const day = brusselsDay(new Date(lastAt))
  return t('portal.last', { time: day === today() ? formatTime(lastAt) : formatDay(day, 'short') })
}

/** What a new company does first; each thing ticks itself off. */
function Steps({ steps }: { steps: Step[] }) {
  if (steps.length === 0) return null
  return (
    <section class="part" aria-labelledby="portal-steps">
      <h2 id="portal-steps">{t('portal.steps')}</h2>
      <ol class="portal-steps">
        {steps.map(({ name, done, href }) => (
          <li key={name} class={done ? 'portal-step portal-step-done' : 'portal-step'}>
            {done ? <Tick /> : <Hourglass />}
            {href ? (
              <LinkButton kind="primary" href={href} icon={<Onward />}>
                {t(`portal.step.${name}`)}
              </LinkButton>
            ) : (
              <span>
                {t(`portal.step.${name}`)}
                {done && <span class="unseen"> ({t('portal.step.done')})</span>}
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** A value, or the last one that there was. */
function useLast<V>(value: V | undefined): V | undefined {
  const last = useRef(value)
  if (value !== undefined) last.current = value
  return last.current
}

/** A value that follows another one once that has rested for so many milliseconds. */
function useSlow(value: string, rest: number): string {
  const [slow, setSlow] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(value), rest)
    return () => clearTimeout(timer)
  }, [value])
  return slow.trim()
}

/** Does something again and again while the page is seen, and at once when it is seen again. */
function useWhileSeen(act: () => void, interval: number): void {
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && act()
    const timer = setInterval(look, interval)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  })
}
