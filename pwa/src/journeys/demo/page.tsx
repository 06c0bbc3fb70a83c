import './page.css'
import { useEffect, useState } from 'preact/hooks'
import { type Demo, getDemo } from '../../api/client'
import { today } from '../../api/clock'
import { formatDay, t } from '../../i18n'
import { Button, LinkButton } from '../../ui/button'
import { Document, Onward, Poster, Tick } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { Qr } from '../../ui/qr'
import { type DemoLimosa, describeLimosas, groupLimosa, onlyHere, stateOf } from './model'

type DemoPoster = Demo['posters'][number]

type State = { kind: 'asking' } | { kind: 'absent' } | { kind: 'unreachable' } | { kind: 'here'; demo: Demo }

/** What a newcomer needs to try the journey: a poster and L1s to scan. Only where the demo is on. */
export default function DemoPage() {
  const [state, setState] = useState<State>({ kind: 'asking' })
  const ask = async () => {
    const reply = await getDemo()
    if (reply.kind === 'ok') setState({ kind: 'here', demo: reply.value })
    else setState({ kind: reply.kind === 'problem' && reply.status === 404 ? 'absent' : 'unreachable' })
  }
  useEffect(() => void ask(), [])
  return (
    <Page title={t('demo.title')} back={{ href: '/', label: t('app.home') }} wide>
      {state.kind === 'absent' && <Notice title={t('demo.absent.title')}>{t('demo.absent.text')}</Notice>}
      {state.kind === 'unreachable' && (
        <>
          <Notice tone="wait" title={t('demo.unreachable.title')} live>
            {t('demo.unreachable.text')}
          </Notice>
          <Button onPress={() => void ask()}>{t('demo.retry')}</Button>
        </>
      )}
      {state.kind === 'here' && <Tryout demo={state.demo} />}
    </Page>
  )
}

function Tryout({ demo }: { demo: Demo }) {
  const [chosen, choose] = useState(demo.posters.find((p) => stateOf(p) === 'open') ?? demo.posters[0])
  return (
    <>
      <p class="demo-banner">{t('demo.banner')}</p>
      <Address />
      <div class="demo-table">
        <div class="demo-column">
          {chosen && <Sheet poster={chosen} />}
          <Chooser posters={demo.posters} chosen={chosen} choose={choose} />
        </div>
        <section class="demo-column" aria-label={t('demo.limosa')}>
          {describeLimosas(demo.limosa, today()).map((limosa) => (
            <Declaration key={limosa.text} limosa={limosa} />
          ))}
        </section>
      </div>
    </>
  )
}

/** Where to go with the phone, and what would keep it from working. */
function Address() {
  return (
    <div class="demo-address">
      <p>
        {t('demo.phone')} <strong class="code demo-origin">{location.origin}</strong>
      </p>
      {onlyHere(location.hostname) && <p>{t('demo.only_here')}</p>}
      {location.protocol !== 'https:' && <p>{t('demo.https')}</p>}
    </div>
  )
}

/** The poster, as it would hang at the gate. */
function Sheet({ poster }: { poster: DemoPoster }) {
  return (
    <article class="demo-sheet">
      <h2 class="demo-heading">
        <Poster />
        {poster.name}
      </h2>
      <p class="code">{poster.workplace}</p>
      <Qr text={`${location.origin}/p/${poster.code}`} label={t('demo.qr.poster', { code: poster.code })} />
      <p class="code demo-code">{poster.code}</p>
      <ol class="demo-steps">
        <li>
          <Poster />
          {t('demo.step.poster')}
        </li>
        <li>
          <Document />
          {t('demo.step.limosa')}
        </li>
        <li>
          <Tick />
          {t('demo.step.receipt')}
        </li>
      </ol>
      <LinkButton href={`/p/${poster.code}`} icon={<Onward />}>
        {t('demo.here')}
      </LinkButton>
    </article>
  )
}

function Chooser(props: { posters: DemoPoster[]; chosen?: DemoPoster; choose: (poster: DemoPoster) => void }) {
  return (
    <section class="demo-chooser" aria-labelledby="demo-choose">
      <h2 id="demo-choose">{t('demo.choose')}</h2>
      {props.posters.map((poster) => (
        <Button key={poster.code} pressed={poster === props.chosen} onPress={() => props.choose(poster)}>
          {poster.name} – {t(`demo.state.${stateOf(poster)}`)}
        </Button>
      ))}
    </section>
  )
}

/** A Limosa L1, reduced to what matters here. */
function Declaration({ limosa }: { limosa: DemoLimosa }) {
  return (
    <article class="demo-sheet demo-limosa">
      <h2 class="demo-heading">
        <Document />
        <span>
          {t('demo.limosa')} – {t(`demo.limosa.${limosa.state}`, { day: limosa.day && formatDay(limosa.day, 'full') })}
        </span>
      </h2>
      <Qr text={limosa.text} label={t('demo.qr.limosa', { name: limosa.name })} />
      <p>
        <bdi>{limosa.name}</bdi>
        <br />
        <bdi>{limosa.employer}</bdi>
      </p>
      <p class="code">{groupLimosa(limosa.number)}</p>
    </article>
  )
}
