import { useState } from 'preact/hooks'
import { now, today } from '../../api/clock'
import type { Me } from '../../api/session'
import { formatDay, t } from '../../i18n'
import { newPresenceId } from '../../numbers'
import { presences, promise } from '../../offline/queue'
import type { RecentDays } from '../../offline/recent-days'
import { wordsOf } from '../../refusal/words'
import { Button } from '../../ui/button'
import { allowSound } from '../../ui/feedback'
import { MapPin, Tick } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Switch } from '../../ui/switch'
import { daysFor, type LastDay, type Person, promisesOf, turnsOf, untilFriday } from './model'

/** The same as on the last day: where, who, for which days, and one tap. */
export function Same(props: { user: Me; known: RecentDays; last: LastDay[]; onMade: (ids: string[]) => void }) {
  const { user, known, last } = props
  const [at, setAt] = useState(0)
  const [absent, setAbsent] = useState<string[]>([])
  const [days, setDays] = useState([today()])
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready')
  const chosen = last[at] ?? last[0]
  if (!chosen) return null
  const possible = daysFor(chosen.workplace.number, known.places, today())
  const turns = turnsOf(
    chosen.people.filter(({ key }) => !absent.includes(key)),
    days.filter((day) => possible.includes(day)),
    presences.value ?? [],
  )
  const register = async () => {
    setState('busy')
    allowSound()
    try {
      const promises = promisesOf(turns, chosen, user.id, { at: now().getTime(), newId: newPresenceId })
      await promise(...promises)
      props.onMade(promises.map(({ id }) => id))
    } catch {
      setState('failed')
    }
  }
  const alone = chosen.people.length === 1 && chosen.people[0]?.you
  return (
    <>
      <LastPlace last={last} at={at} onChoose={setAt} />
      {possible.length === 0 && (
        <Notice tone="bad" title={wordsOf('workplace_closed').title}>
          <p>{wordsOf('workplace_closed').who}</p>
        </Notice>
      )}
      {possible.length > 1 && <Days possible={possible} days={days} onChange={setDays} />}
      {!alone && <Who people={chosen.people} days={days} absent={absent} onChange={setAbsent} />}
      <div class="actions">
        {state === 'failed' && (
          <Notice tone="bad" live>
            <p>{t('confirm.failed')}</p>
          </Notice>
        )}
        {turns.length === 0 && possible.length > 0 && days.length > 0 && chosen.people.length > absent.length && <p role="status">{t('work.all_done')}</p>}
        <Button kind="primary" icon={<Tick />} disabled={turns.length === 0 || state === 'busy'} onPress={() => void register()}>
          {alone ? t('work.same') : t('work.register', { count: new Set(turns.map(({ person }) => person)).size })}
        </Button>
      </div>
    </>
  )
}

function LastPlace({ last, at, onChoose }: { last: LastDay[]; at: number; onChoose: (at: number) => void }) {
  if (last.length === 1) return last[0] ? <PlaceCard day={last[0]} /> : null
  return (
    <div class="work-part">
      {last.map((day, i) => (
        <Button key={day.workplace.number} icon={<MapPin />} pressed={i === at} onPress={() => onChoose(i)}>
          {day.workplace.name}
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
        <p class="work-place-name">{day.workplace.name}</p>
        <p>{t('work.last', { day: formatDay(day.on) })}</p>
      </div>
    </section>
  )
}

/** Everybody of the last day, ticked unless somebody stays away. */
function Who(props: { people: Person[]; days: string[]; absent: string[]; onChange: (absent: string[]) => void }) {
  const { people, days, absent, onChange } = props
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
            hint={hintOf(person, days)}
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
