import { useEffect, useRef, useState } from 'preact/hooks'
import { now, today } from '../../api/clock'
import type { Me } from '../../api/session'
import { t } from '../../i18n'
import { newPresenceId } from '../../numbers'
import { textOf } from '../../offline/draft'
import { presences, promise } from '../../offline/queue'
import { isTimed, type Takes } from '../../offline/directions'
import { directionOf, type InOrOut, type PosterOrNumber, type Whom } from '../../offline/presence-record'
import { knownPlaces, lookBack, recentDays } from '../../offline/recent-days'
import { promiseOf } from '../../offline/promise'
import { usePoster } from '../../offline/use-poster'
import { Outcomes } from '../../outcomes/list'
import { navigate } from '../../router'
import { Button, LinkButton } from '../../ui/button'
import { allowSound, feel } from '../../ui/feedback'
import { Keyboard, MapPin, Tick } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { type Heard, peopleAt } from './model'
import { type Hearing, Photo, Reading } from './reading'
import { InOrOutChoice, SelfOnly } from './rules'
import { Typing } from './typing'

/** A word about what was read is shown for this long, in milliseconds. */
const shown = 3_000

/** One person after another at a workplace; each is registered at once. */
export function Here({ user, place }: { user: Me; place: PosterOrNumber }) {
  const workplace = useWorkplace(place)
  const [typing, setTyping] = useState(false)
  const [failed, setFailed] = useState(false)
  const [chosen, setChosen] = useState<InOrOut>('in')
  const direction = isTimed(workplace ?? {}, today()) ? chosen : undefined
  const people = peopleAt(presences.value ?? [], user.id, today(), place).filter((one) => !direction || directionOf(one) === direction)
  const register = async (whom: Whom, name: string, id = newPresenceId()) => {
    try {
      await promise(promiseOf(whom, name, { by: user.id }, { id, at: now(), on: today(), direction, place, workplace }))
      setFailed(false)
    } catch {
      setFailed(true)
    }
  }
  const hearing = useHearing(readBy(user, place, direction), place, register)
  useEffect(() => {
    // Whoever came here with a tap wants to hear each result.
    if (navigator.userActivation?.hasBeenActive) allowSound()
  }, [])
  if (workplace?.selfOnly) return <SelfOnly user={user} place={place} name={workplace.name} />
  return (
    <>
      <p class="crew-place">
        <MapPin />
        <span class="crew-place-name">{workplace?.name ?? <bdi class="code">{textOf(place)}</bdi>}</span>
        <span class="crew-count" role="status">
          <span aria-hidden="true">{people.length}</span>
          <span class="unseen">{t('crew.count', { count: people.length })}</span>
        </span>
      </p>
      {direction && <InOrOutChoice chosen={direction} onChange={setChosen} />}
      {typing ? (
        <Typing onPerson={({ whom, name }) => void register(whom, name)} onClose={() => setTyping(false)} />
      ) : (
        <Reading {...hearing} />
      )}
      {failed && (
        <Notice tone="bad" live>
          <p>{t('confirm.failed')}</p>
        </Notice>
      )}
      <Outcomes of={people} />
      {!typing && <Photo {...hearing} />}
      <Ways typing={typing} onType={() => setTyping(true)} />
    </>
  )
}

function Ways({ typing, onType }: { typing: boolean; onType: () => void }) {
  return (
    <div class="actions">
      <div class={typing ? undefined : 'crew-ways'}>
        {!typing && (
          <Button icon={<Keyboard />} onPress={onType}>
            {t('crew.type')}
          </Button>
        )}
        <LinkButton href="/work" icon={<Tick />}>
          {t('receipt.done')}
        </LinkButton>
      </div>
    </div>
  )
}

/** Who was read at a place on a day by a user: the names and the presences, by the number that was read. */
interface Read {
  names: Map<string, string>
  ids: Map<string, string>
}

/** Held in memory as long as the app is open, so that nobody is registered twice who is seen again after a pause. */
const reads = new Map<string, Read>()

function readBy(user: Me, place: PosterOrNumber, direction: InOrOut | undefined): Read {
  const key = `${user.id} ${textOf(place)} ${today()} ${direction ?? ''}`
  const read = reads.get(key) ?? { names: new Map(), ids: new Map() }
  reads.set(key, read)
  return read
}

/** Hears what the camera reads: registers who is new, and says a word about everything else. */
function useHearing(read: Read, place: PosterOrNumber, register: (whom: Whom, name: string, id: string) => Promise<void>): Hearing {
  const [word, say] = useWord()
  const last = useRef('')
  const onHeard = (heard: Heard) => {
    if (heard.kind === 'place') {
      if (!('poster' in place && place.poster === heard.poster)) navigate(`/crew/${heard.poster}`, 'replace')
      return
    }
    if (heard.kind === 'receipt' || heard.kind === 'unknown') return say(t(`scan.${heard.kind}`))
    const before = last.current
    last.current = heard.key
    if (heard.kind === 'again' && !isCancelled(read.ids.get(heard.key))) {
      // Whoever is still before the camera is not told so eight times a second.
      if (before !== heard.key) say(t('crew.again', { name: heard.name }))
      return
    }
    const id = newPresenceId()
    read.names.set(heard.key, heard.name)
    read.ids.set(heard.key, id)
    feel('read')
    say(heard.name)
    void register(heard.whom, heard.name, id)
  }
  return { word: word || t('crew.scan'), read: read.names, onHeard }
}

const isCancelled = (id: string | undefined) => presences.value?.some((record) => record.id === id && record.state === 'cancelled') ?? false

/** A word that goes away by itself. */
function useWord(): [string, (word: string) => void] {
  const [word, setWord] = useState('')
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const say = (text: string) => {
    setWord(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setWord(''), shown)
  }
  return [word, say]
}

/** What is known of the workplace: from its poster, or from recent days. */
function useWorkplace(place: PosterOrNumber): (Takes & { number: string; name: string }) | undefined {
  const code = 'poster' in place ? place.poster : undefined
  const known = usePoster(code)
  useEffect(() => {
    if (code === undefined && !recentDays.value) void lookBack()
  }, [code])
  if (code === undefined) return knownPlaces(recentDays.value).find(({ number }) => number === textOf(place))
  return (known?.reply?.kind === 'ok' ? known.reply.value : known?.seen)?.workplace
}
