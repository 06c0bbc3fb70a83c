import type { ComponentChildren } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import './page.css'
import { clockWrong, today } from '../../api/clock'
import { me } from '../../api/session'
import { formatDay, t } from '../../i18n'
import { newSecret } from '../../numbers'
import { begin, change, currentLimosa, draft, forUser, placeOf } from '../../offline/draft'
import { presences, promise } from '../../offline/queue'
import type { InOrOut, PosterOrNumber } from '../../offline/presence-record'
import { knownPlaces, lookBack, recentDays } from '../../offline/recent-days'
import { keepLastTap } from '../../offline/last-tap'
import type { ReadLimosa } from '../../offline/limosa'
import { promiseOf } from '../../offline/promise'
import { usePoster } from '../../offline/use-poster'
import { refusalOf } from '../../refusal/model'
import { wordsOf } from '../../refusal/words'
import { navigate, type PageProps, query } from '../../router'
import { Button } from '../../ui/button'
import { Attention, Cross, Document } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { Verdict } from '../../ui/verdict'
import { PersonCard, PlaceCard } from './cards'
import { Double } from './double'
import { LocationSwitch } from './location-switch'
import { Before, InOrOutButtons, useStanding } from './in-or-out'
import { dayOf, isOutRequired, isTimedAt, placesOf, warningsOf, type Where, whereAtFirst, whereOf } from './model'
import { Failed, RegisterButton, useRegister } from './register'
import { NissPrompt, Self } from './self'

/** Who, where and which day: then one tap. Also where a poster's link leads. */
export default function Confirm({ param }: PageProps) {
  const place = placeOf(param, query.value)
  const where = useWhere(place)
  const back = { href: '/', label: t('app.home') }
  return (
    <Page title={t('confirm.title')} back={back}>
      {place && where.kind !== 'refused' ? (
        <Registration place={place} where={where} />
      ) : (
        <NoRegistration code={where.kind === 'refused' ? where.code : 'poster_unknown'} />
      )}
    </Page>
  )
}

function Registration({ place, where }: { place: PosterOrNumber; where: Where }) {
  const day = dayOf(where, today())
  const limosa = currentLimosa()
  const numberless = me.value?.registersSelf === false ? me.value : undefined
  const around = (
    <>
      <PlaceCard place={place} where={where} day={day} onOther={() => scan({ another: draft.value.another })} />
      {where.kind === 'known' && where.fresh && clockWrong() && (
        <Notice tone="wait" title={t('app.clock.title')} live>
          <p>{t('app.clock.text', { day: formatDay(day) })}</p>
        </Notice>
      )}
    </>
  )
  if (forUser(draft.value, me.value)) {
    return <Self place={place} where={where} user={me.value} day={day} around={around} onOther={() => scan({ place, another: true })} />
  }
  if (limosa) return <Confirmation key={limosa.text} place={place} where={where} limosa={limosa} day={day} around={around} />
  return (
    <>
      <p class="confirm-about">{t('confirm.about')}</p>
      {around}
      {numberless && <NissPrompt user={numberless} />}
      <div class="actions">
        <a class="link-line" href="/help">
          {t('scan.none')}
        </a>
        <Button kind="primary" icon={<Document />} onPress={() => scan({ place })}>
          {t('confirm.scan_limosa')}
        </Button>
      </div>
    </>
  )
}

/** `around` is what is shown below the person: where, which day, and what to know of them. */
function Confirmation(props: { place: PosterOrNumber; where: Where; limosa: ReadLimosa; day: string; around: ComponentChildren }) {
  const { place, where, limosa, day } = props
  const tap = useRegister({ place, where, day })
  const who = { digits: limosa.number.slice(-4), ...(limosa.name && { worker: limosa.name }) }
  const standing = useStanding(who, place, where)
  const timed = isTimedAt(where, day)
  const register = (direction?: InOrOut) =>
    tap.register(async (made) => {
      await promise(promiseOf({ limosa: limosa.text }, limosa.name, { secret: newSecret() }, made))
      keepLastTap({ id: made.id, limosa: limosa.text, another: draft.value.another === true })
    }, direction)
  return (
    <>
      <PersonCard limosa={limosa} onOther={() => scan({ place, another: true })} />
      {!timed && <Double who={who} place={place} where={where} day={day} />}
      {props.around}
      {timed && <Before standing={standing} required={isOutRequired(where)} />}
      <Warnings limosa={limosa} day={day} />
      <div>
        <LocationSwitch {...tap.location} />
      </div>
      <div class="actions">
        <Failed state={tap.state} />
        {(where.kind === 'unseen' || (where.kind === 'known' && !where.fresh)) && <p role="status">{t('confirm.offline')}</p>}
        {timed ? (
          <InOrOutButtons state={tap.state} standing={standing} onPress={(direction) => void register(direction)} />
        ) : (
          <RegisterButton state={tap.state} onPress={() => void register()} />
        )}
      </div>
    </>
  )
}

function Warnings({ limosa, day }: { limosa: ReadLimosa; day: string }) {
  return (
    <>
      {warningsOf(limosa, day).map((warning) => {
        const at = warning === 'ended' ? limosa.to : limosa.from
        return (
          <Notice key={warning} tone="wait" icon={<Attention />} live title={t(`confirm.${warning}.title`, { day: formatDay(at ?? day, 'date') })}>
            <p>{t(`confirm.${warning}.text`)}</p>
          </Notice>
        )
      })}
    </>
  )
}

function NoRegistration({ code }: { code: string }) {
  const words = wordsOf(code)
  const mend = () => (refusalOf(code).remedy === 'poster' ? scan({ ...draft.value, place: undefined }) : navigate('/scan'))
  return (
    <>
      <Verdict tone="bad" icon={<Cross />} word={words.title}>
        <p>{words.who}</p>
      </Verdict>
      <div class="actions">
        <Button kind="primary" onPress={mend}>
          {words.action}
        </Button>
      </div>
    </>
  )
}

function scan(from: Parameters<typeof begin>[0]): void {
  begin(from)
  navigate('/scan', 'replace')
}

/** What is known of the place: what this phone has seen before at once, the register's word when it comes. */
function useWhere(place: PosterOrNumber | undefined): Where {
  const code = place && 'poster' in place ? place.poster : undefined
  const known = usePoster(code)
  const where = useMemo(
    () => (known ? whereOf(known) : whereAtFirst(place, [...knownPlaces(recentDays.value), ...placesOf(presences.value ?? [])])),
    [known, code, recentDays.value, presences.value],
  )
  useEffect(() => {
    if (place && code === undefined && me.value && !recentDays.value) void lookBack()
  }, [code])
  useEffect(() => {
    // A place that was just refused is not offered again for typing.
    if (place) change({ place: where.kind === 'refused' && known?.reply ? undefined : place })
  }, [code, where.kind])
  return where
}
