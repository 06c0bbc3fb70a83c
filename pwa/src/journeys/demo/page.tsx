import './page.css'
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { signIn } from '../../api/account'
import { type Demo, getDemo } from '../../api/client'
import { today } from '../../api/clock'
import { formatDay, t } from '../../i18n'
import { begin } from '../../offline/draft'
import { saying } from '../../refusal/mistakes'
import { navigate } from '../../router'
import { Button, LinkButton } from '../../ui/button'
import { Document, Key, Poster, Tick } from '../../ui/icons'
import { Onward } from '../../ui/more-icons'
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
  const [poster, choosePoster] = useState(demo.posters.find((p) => stateOf(p) === 'open') ?? demo.posters[0])
  const [first, ...others] = describeLimosas(demo.limosa, today())
  const [chosen, chooseLimosa] = useState(others[0]?.text)
  const second = others.find(({ text }) => text === chosen)
  return (
    <>
      <p class="demo-banner">{t('demo.banner')}</p>
      <Address />
      <div class="demo-table">
        {poster && <Sheet poster={poster} />}
        {[first, second].map((limosa) => limosa && <Declaration key={limosa.text} limosa={limosa} poster={poster} />)}
      </div>
      <People users={demo.users} />
      <div class="demo-table">
        <section class="demo-chooser" aria-labelledby="demo-posters">
          <h2 id="demo-posters">{t('demo.posters')}</h2>
          {demo.posters.map((p) => (
            <Choice key={p.code} chosen={p === poster} choose={() => choosePoster(p)} name={p.name} code={p.code}>
              {t(`demo.state.${stateOf(p)}`)}
            </Choice>
          ))}
        </section>
        <section class="demo-chooser" aria-labelledby="demo-limosas">
          <h2 id="demo-limosas">{t('demo.limosas')}</h2>
          {others.map((l) => (
            <Choice key={l.text} chosen={l === second} choose={() => chooseLimosa(l.text)} name={l.name}>
              {stateText(l)}
            </Choice>
          ))}
        </section>
      </div>
    </>
  )
}

/** Whom to sign in as, with a tap. */
function People({ users }: { users: Demo['users'] }) {
  const [trouble, setTrouble] = useState('')
  const enter = async (login: string, password: string) => {
    const reply = await signIn({ login, password })
    if (reply.kind === 'ok') navigate('/portal')
    else setTrouble(saying(reply))
  }
  return (
    <section class="demo-chooser" aria-labelledby="demo-users">
      <h2 id="demo-users">{t('demo.users')}</h2>
      <dl class="demo-users">
        {users.map(({ user, password }) => (
          <div key={user}>
            <dt>
              {t('signin.login')}: <span class="code">{user}</span>
            </dt>
            <dd>
              {t('signin.password')}: <span class="code">{password}</span>
              <Button icon={<Key />} label={`${t('signin.title')}: ${user}`} onPress={() => void enter(user, password)}>
                {t('signin.title')}
              </Button>
            </dd>
          </div>
        ))}
      </dl>
      <p role="status">{trouble}</p>
    </section>
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
        <bdi>{poster.name}</bdi>
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

/** One of several, with its state: `children`. */
function Choice(props: {
  name: string
  code?: string
  chosen: boolean
  choose: () => void
  children: ComponentChildren
}) {
  return (
    <Button pressed={props.chosen} onPress={props.choose}>
      <bdi>{props.name}</bdi>
      {props.code && (
        <>
          {' '}
          <span class="code">{props.code}</span>
        </>
      )}
      {' – '}
      {props.children}
    </Button>
  )
}

/** A Limosa L1, reduced to what matters here. */
function Declaration({ limosa, poster }: { limosa: DemoLimosa; poster: DemoPoster | undefined }) {
  const use = () => {
    begin({ limosa: limosa.text })
    navigate(poster ? `/p/${poster.code}` : '/scan')
  }
  return (
    <article class="demo-sheet demo-limosa">
      <h2 class="demo-heading">
        <Document />
        <span>
          {t('demo.limosa')} – {stateText(limosa)}
        </span>
      </h2>
      <Qr text={limosa.text} label={t('demo.qr.limosa', { name: limosa.name })} />
      <p>
        <bdi>{limosa.name}</bdi>
        <br />
        <bdi>{limosa.employer}</bdi>
      </p>
      <p class="code">{groupLimosa(limosa.number)}</p>
      <Button icon={<Onward />} label={`${t('demo.use_limosa')}: ${limosa.name}`} onPress={use}>
        {t('demo.use_limosa')}
      </Button>
    </article>
  )
}

function stateText({ state, day }: DemoLimosa): string {
  return t(`demo.limosa.${state}`, { day: formatDay(day, 'date') })
}
