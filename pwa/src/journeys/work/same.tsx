import { useState } from 'preact/hooks'
import { now, today } from '../../api/clock'
import type { Me } from '../../api/session'
import { formatDay, t } from '../../i18n'
import { newPresenceId } from '../../numbers'
import type { InOrOut as Direction, Promised } from '../../offline/presence-record'
import { presences, promise } from '../../offline/queue'
import type { RecentDays } from '../../offline/recent-days'
import { pictogramOf, sinceOf } from '../../outcomes/direction'
import { wordsOf } from '../../refusal/words'
import { Button } from '../../ui/button'
import { allowSound } from '../../ui/feedback'
import { MapPin, Tick } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Switch } from '../../ui/switch'
import { daysFor, goersOf, type LastDay, type Person, promisesOf, rulesAt, standingsOf, turnsOf, untilFriday } from './model'

/** What the page of a last day is given. */
interface Given {
  user: Me
  known: RecentDays
  onMade: (ids: string[]) => void
}

/** The same as on the last day: where, who, for which days or whether in or out, and one tap. */
export function Same(props: Given & { last: LastDay[] }) {
  const { known, last } = props
  const [at, setAt] = useState(0)
  const chosen = last[at] ?? last[0]
  if (!chosen) return null
  const { selfOnly, timed } = rulesAt(chosen.workplace.number, known, today())
  const day = selfOnly ? { ...chosen, people: chosen.people.filter(({ you }) => you) } : chosen
  return (
    <>
      <LastPlace last={last} at={at} onChoose={setAt} />
      {day.people.length < chosen.people.length && (
        <Notice tone="bad" title={wordsOf('self_only').title}>
          <p>{wordsOf('self_only').who}</p>
        </Notice>
      )}
      {day.people.length > 0 && (timed ? <InOrOut {...props} day={day} /> : <ByDay {...props} day={day} />)}
    </>
  )
}

/** Keeps promises made with a tap, and says whether that is under way or failed. */
function useKeeping(onMade: Given['onMade']): ['ready' | 'busy' | 'failed', (promises: Promised[]) => Promise<void>] {
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready')
  const keep = async (promises: Promised[]) => {
    setState('busy')
    allowSound()
    try {
      await promise(...promises)
      onMade(promises.map(({ id }) => id))
    } catch {
      setState('failed')
    }
  }
  return [state, keep]
}

function ByDay({ user, known, day, onMade }: Given & { day: LastDay }) {
  const [absent, setAbsent] = useState<string[]>([])
  const [days, setDays] = useState([today()])
  const [state, keep] = useKeeping(onMade)
  const possible = daysFor(day.workplace.number, known.places, today())
  const turns = turnsOf(
    day.people.filter(({ key }) => !absent.includes(key)),
    days.filter((on) => possible.includes(on)),
    presences.value ?? [],
  )
  const register = () => keep(promisesOf(turns, day, user.id, { at: now().getTime(), newId: newPresenceId }))
  const alone = day.people.length === 1 && day.people[0]?.you
  return (
    <>
      {possible.length === 0 && (
        <Notice tone="bad" title={wordsOf('workplace_closed').title}>
          <p>{wordsOf('workplace_closed').who}</p>
        </Notice>
      )}
      {possible.length > 1 && <Days possible={possible} days={days} onChange={setDays} />}
      {!alone && <Who people={day.people} hint={(person) => hintOf(person, days)} absent={absent} onChange={setAbsent} />}
      <div class="actions">
        {state === 'failed' && <Failed />}
        {turns.length === 0 && possible.length > 0 && days.length > 0 && day.people.length > absent.length && <p role="status">{t('work.all_done')}</p>}
        <Button kind="primary" icon={<Tick />} disabled={turns.length === 0 || state === 'busy'} onPress={() => void register()}>
          {alone ? t('work.same') : t('work.register', { count: new Set(turns.map(({ person }) => person)).size })}
        </Button>
      </div>
    </>
  )
}

/** Where in and out are registered it is for now, and never for a day ahead. */
function InOrOut({ user, known, day, onMade }: Given & { day: LastDay }) {
  const [absent, setAbsent] = useState<string[]>([])
  const [state, keep] = useKeeping(onMade)
  const standings = standingsOf(day, known, presences.value ?? [], now())
  const here = day.people.filter(({ key }) => !absent.includes(key))
  const allIn = here.length > 0 && here.every((person) => standings.get(person)?.kind === 'in')
  const register = (direction: Direction) => {
    const turns = goersOf(here, standings, direction).map((person) => ({ person, on: today() }))
    return keep(promisesOf(turns, day, user.id, { at: now().getTime(), newId: newPresenceId, direction }))
  }
  const hint = (person: Person) => {
    const standing = standings.get(person)
    return [person.you && t('work.you'), standing?.kind === 'in' && t('direction.since', { time: sinceOf(standing.since) })].filter(Boolean).join(' · ')
  }
  return (
    <>
      <Who people={day.people} hint={hint} absent={absent} onChange={setAbsent} />
      <div class="actions">
        {state === 'failed' && <Failed />}
        {(allIn ? (['out', 'in'] as const) : (['in', 'out'] as const)).map((direction, i) => {
          const { length } = goersOf(here, standings, direction)
          return (
            <Button
              key={direction}
              kind={i === 0 ? 'primary' : 'plain'}
              icon={pictogramOf(direction)}
              disabled={length === 0 || state === 'busy'}
              onPress={() => void register(direction)}
            >
              {`${t(`direction.${direction}`)} (${length})`}
            </Button>
          )
        })}
      </div>
    </>
  )
}

function Failed() {
  return (
    <Notice tone="bad" live>
      <p>{t('confirm.failed')}</p>
    </Notice>
  )
}

function LastPlace({ last, at, onChoose }: { last: LastDay[]; at: number; onChoose: (at: number) => void }) {
  if (last.length === 1) return last[0] ? <PlaceCard day={last[0]} /> : null
  return (
    <div class="work-part">
      {last.map((day, i) => (
        <Button key={day.workplace.number} icon={<MapPin />} pressed={i === at} onPress={() => onChoose(i)}>
          <bdi>{day.workplace.name}</bdi>
        </Button>
      ))}
    </div>
  )
}

function PlaceCard({ day }: { day: LastDay }) {
  return (
    <section class="work-place">
      <MapPin />
      <div>
        <p class="work-place-name">
          <bdi>{day.workplace.name}</bdi>
        </p>
        <p>{t('work.last', { day: formatDay(day.on) })}</p>
      </div>
    </section>
  )
}

/** Everybody of the last day, ticked unless somebody stays away. */
function Who(props: { people: Person[]; hint: (person: Person) => string; absent: string[]; onChange: (absent: string[]) => void }) {
  const { people, hint, absent, onChange } = props
  const nobody = absent.length === people.length
  return (
    <section class="work-part">
      <div class="work-head">
        <h2>{t('work.people')}</h2>
        <Button onPress={() => onChange(nobody ? [] : people.map(({ key }) => key))}>{t(nobody ? 'work.everybody' : 'work.nobody')}</Button>
      </div>
      <div class="work-people">
        {people.map((person) => (
          <Switch
            key={person.key}
            name={person.name}
            hint={hint(person)}
            on={!absent.includes(person.key)}
            onChange={(on) => onChange(on ? absent.filter((key) => key !== person.key) : [...absent, person.key])}
          />
        ))}
      </div>
    </section>
  )
}

function hintOf({ you, days }: Person, chosen: string[]): string {
  const registered = chosen.length > 0 && chosen.every((day) => days.includes(day))
  return [you && t('work.you'), registered && t('days.registered')].filter(Boolean).join(' · ')
}

/** Today, the rest of the week in one tap, or any of the coming days. */
function Days({ possible, days, onChange }: { possible: string[]; days: string[]; onChange: (days: string[]) => void }) {
  const [open, setOpen] = useState(false)
  const week = untilFriday(possible)
  const friday = week.at(-1)
  const toggle = (day: string) => onChange(days.includes(day) ? days.filter((other) => other !== day) : [...days, day].sort())
  const only = (wanted: string[]) => wanted.length === days.length && wanted.every((day) => days.includes(day))
  return (
    <section class="work-part">
      <h2>{t('work.days')}</h2>
      <div class="work-days">
        {!open && (
          <Button pressed={only(possible.slice(0, 1))} onPress={() => onChange(possible.slice(0, 1))}>
            {t('confirm.today')}
          </Button>
        )}
        {!open && <Button onPress={() => setOpen(true)}>{t('work.other_days')}</Button>}
        {friday && (
          <Button pressed={only(week)} onPress={() => onChange(week)}>
            {t('work.until', { day: formatDay(friday) })}
          </Button>
        )}
      </div>
      {open && (
        <div class="work-days work-each">
          {possible.map((day) => (
            <Button key={day} pressed={days.includes(day)} label={formatDay(day)} onPress={() => toggle(day)}>
              {day === today() ? t('confirm.today') : formatDay(day, 'short')}
            </Button>
          ))}
        </div>
      )}
    </section>
  )
}
