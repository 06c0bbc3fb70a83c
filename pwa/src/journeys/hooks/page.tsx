import './page.css'
import { useEffect, useState } from 'preact/hooks'
import { addHook, challengeHook, type Delivery, getDeliveries, getHooks, type Hook, removeHook, replay, testHook } from '../../api/hooks'
import type { Reply } from '../../api/reply'
import { me } from '../../api/session'
import { formatDay, formatTime, t } from '../../i18n'
import { missingOf, mistakeIn, saying } from '../../refusal/mistakes'
import { Trouble } from '../../refusal/trouble'
import { navigate } from '../../router'
import { Button } from '../../ui/button'
import { Change, Plus } from '../../ui/icons'
import { Bin, Onward } from '../../ui/more-icons'
import { Form } from '../../ui/form'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { Switch } from '../../ui/switch'
import { TextField } from '../../ui/text-field'
import { answerOf, events, toggled, wordOf } from './model'

/** While a message or an answer waits, it is looked at again so often, in milliseconds. */
const lookAgain = 3000

/** Other software that is told what happens to presences, and what it was told. */
export default function Hooks() {
  const [all, setAll] = useState<Hook[]>([])
  const [problem, setProblem] = useState<Reply<unknown>>()
  const [added, setAdded] = useState<{ hook: Hook; secret: string }>()
  const load = () => void getHooks().then((reply) => (reply.kind === 'ok' ? setAll(reply.value.hooks) : setProblem(reply)))
  useEffect(() => {
    if (me.value) load()
    else navigate('/in?to=/hooks', 'replace')
  }, [])
  useLookingAgain(all.some(({ state }) => state === 'unconfirmed'), load)
  const remove = async (hook: Hook) => {
    const reply = await removeHook(hook.id)
    setProblem(reply.kind === 'ok' ? undefined : reply)
    setAdded(undefined)
    load()
  }
  return (
    <Page title={t('hooks.title')} back={{ href: '/portal', label: t('portal.title') }} wide>
      <p>{t('hooks.text')}</p>
      {problem && (
        <Notice tone="bad" live>
          <p>{saying(problem)}</p>
        </Notice>
      )}
      {added && (
        <Notice tone="wait" title={t('hooks.secret', { url: added.hook.url })} live>
          <p>{t('hooks.secret.text')}</p>
          <p class="hooks-secret">
            <span dir="ltr">{added.secret}</span>
          </p>
        </Notice>
      )}
      <div class="parts">
        {all.map((hook) => (
          <OneHook key={hook.id} hook={hook} onRemove={() => void remove(hook)} />
        ))}
        <Add
          onAdded={(now) => {
            setAdded(now)
            load()
          }}
        />
      </div>
    </Page>
  )
}

/** Looks again and again while there is something to wait for. */
function useLookingAgain(waits: boolean, look: () => void): void {
  useEffect(() => {
    if (!waits) return
    const timer = setInterval(look, lookAgain)
    return () => clearInterval(timer)
  }, [waits])
}

function Add({ onAdded }: { onAdded: (added: { hook: Hook; secret: string }) => void }) {
  const [url, setUrl] = useState('')
  const [chosen, setChosen] = useState(events)
  const [reply, setReply] = useState<Reply<unknown>>()
  const send = async () => {
    const came = await addHook(url.trim(), chosen)
    setReply(came)
    if (came.kind !== 'ok') return
    setUrl('')
    onAdded(came.value)
  }
  return (
    <section class="part">
      <h2>{t('hooks.add')}</h2>
      {reply && reply.kind !== 'ok' && (
        <Notice tone="bad" live>
          <p>{saying(reply)}</p>
        </Notice>
      )}
      <Form action={t('hooks.add')} icon={<Plus />} missing={missingOf([[t('hooks.url'), url], [t('hooks.events'), chosen.length > 0]])} onSubmit={() => void send()}>
        <TextField label={t('hooks.url')} hint={t('hooks.url.hint')} value={url} autocomplete="url" maxLength={1000} error={mistakeIn(reply, 'url')} onInput={setUrl} />
        {events.map((event) => (
          <Switch key={event} name={t(wordOf(event))} on={chosen.includes(event)} onChange={(on) => setChosen(toggled(chosen, event, on))} />
        ))}
      </Form>
    </section>
  )
}

function OneHook({ hook, onRemove }: { hook: Hook; onRemove: () => void }) {
  const [all, setAll] = useState<Delivery[]>()
  const load = () => void getDeliveries(hook.id).then((reply) => reply.kind === 'ok' && setAll(reply.value.deliveries))
  useEffect(load, [hook.id])
  useLookingAgain(all?.some(({ state }) => state === 'waiting') ?? false, load)
  const again = async (delivery: Delivery) => {
    await replay(hook.id, delivery.id)
    load()
  }
  const [failed, setFailed] = useState<Reply<unknown>>()
  const test = async () => {
    const reply = await testHook(hook.id)
    setFailed(reply.kind === 'ok' ? undefined : reply)
    load()
  }
  return (
    <section class="part" aria-label={hook.url}>
      <h2 class="hooks-url">
        <span dir="ltr">{hook.url}</span>
      </h2>
      <p>{hook.events.map((event) => t(wordOf(event))).join(' · ')}</p>
      {hook.state === 'resting' && <p>{t('hooks.resting')}</p>}
      {hook.state === 'unconfirmed' && (
        <Notice tone="wait">
          <p>{t('hooks.unconfirmed')}</p>
          <Button icon={<Change />} onPress={() => void challengeHook(hook.id)}>
            {t('hooks.challenge')}
          </Button>
        </Notice>
      )}
      <Trouble reply={failed} />
      {hook.state !== 'unconfirmed' && (
        <Button icon={<Onward />} onPress={() => void test()}>
          {t('hooks.test')}
        </Button>
      )}
      <h3>{t('hooks.deliveries')}</h3>
      {all?.length === 0 && <p>{t('hooks.deliveries.none')}</p>}
      <ul class="hooks-deliveries">
        {all?.map((one) => (
          <li key={one.id}>
            <p>
              <strong>{t(`hooks.state.${one.state}`)}</strong> · {t(wordOf(one.event))}
              <br />
              {formatDay(one.createdAt.slice(0, 10), 'date')} {formatTime(one.createdAt)} <span dir="ltr">{answerOf(one)}</span>
            </p>
            {one.state !== 'waiting' && (
              <Button icon={<Change />} onPress={() => void again(one)}>
                {t('hooks.replay')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Button icon={<Bin />} label={t('hooks.remove', { url: hook.url })} onPress={onRemove}>
        {t('me.remove')}
      </Button>
    </section>
  )
}
