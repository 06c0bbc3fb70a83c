import './notices.css'
import { useEffect, useState } from 'preact/hooks'
import { knowsPush, subscribe, subscribed } from '../../api/device'
import { forgetDevice } from '../../api/notices'
import type { Reply } from '../../api/reply'
import { may } from '../../api/session'
import { getPushKey, getSubscriptions, idOf, noteSubscription, putSubscription, type Subscription } from '../../api/subscription'
import { language, t } from '../../i18n'
import { saying } from '../../refusal/mistakes'
import { Notice } from '../../ui/notice'
import { Switch } from '../../ui/switch'
import { alarmsOf, nothing, type Wants, wantsAny, wantsOf } from './wants'

/** What the user is told on this device. Permission is asked for only when something is switched on. */
export function Notices() {
  const [wants, setWants] = useState(nothing)
  const [refused, setRefused] = useState(false)
  const [problem, setProblem] = useState<Reply<unknown>>()
  const [off, setOff] = useState(false)
  useEffect(() => void recall().then((known) => known && setWants(known)), [])
  useEffect(() => void getPushKey().then((key) => setOff(key.kind === 'problem' && key.code === 'push_contact_missing')), [])
  const change = async (changed: Partial<Wants>) => {
    const before = wants
    const now = { ...wants, ...changed }
    setWants(now)
    const reply = await tell(now).catch((): Reply<undefined> => ({ kind: 'unreachable' }))
    setRefused(reply.kind === 'ok' && reply.value === undefined)
    setProblem(reply.kind === 'ok' ? undefined : reply)
    if (reply.kind !== 'ok' || reply.value === undefined) setWants(before)
  }
  const time = (name: 'reminderAt' | 'outAt' | 'missingAt') => <Time value={wants[name]} onChange={(at) => void change({ [name]: at })} />
  return (
    <section class="part">
      <h2>{t('push.title')}</h2>
      <p>{t(!knowsPush() ? 'push.none' : off ? 'mistake.push_contact_missing' : 'push.text')}</p>
      {refused && (
        <Notice tone="bad" live>
          <p>{t('push.refused')}</p>
        </Notice>
      )}
      {problem && (
        <Notice tone="bad" live>
          <p>{saying(problem)}</p>
        </Notice>
      )}
      {knowsPush() && !off && (
        <>
          <Switch name={t('push.remarks')} hint={t('push.remarks.hint')} on={wants.remarks} onChange={(remarks) => void change({ remarks })} />
          <Switch name={t('push.reminder')} hint={t('push.reminder.hint')} on={wants.reminder} onChange={(reminder) => void change({ reminder })} />
          {wants.reminder && time('reminderAt')}
          <Switch name={t('push.out')} hint={t('push.out.hint')} on={wants.out} onChange={(out) => void change({ out })} />
          {wants.out && time('outAt')}
          {(may('consult') || may('workplaces')) && (
            <Switch name={t('push.missing')} hint={t('push.missing.hint')} on={wants.missing} onChange={(missing) => void change({ missing })} />
          )}
          {wants.missing && time('missingAt')}
          {(wants.reminder || wants.out || wants.missing) && <Switch name={t('push.weekend')} on={wants.weekend} onChange={(weekend) => void change({ weekend })} />}
        </>
      )}
    </section>
  )
}

function Time(props: { value: string; onChange: (at: string) => void }) {
  return (
    <label class="field me-time">
      <span>{t('push.time')}</span>
      <input type="time" required value={props.value} onChange={(event) => event.currentTarget.value && props.onChange(event.currentTarget.value)} />
    </label>
  )
}

/** What this device was told to tell, as far as the register knows. */
async function recall(): Promise<Wants | undefined> {
  const [own, reply] = await Promise.all([subscribed(), getSubscriptions()])
  if (!own || reply.kind !== 'ok') return undefined
  const id = await idOf(own.endpoint)
  const there = reply.value.subscriptions.find((one) => one.id === id)
  if (there) noteSubscription(id)
  return wantsOf(there)
}

/** Tells the register what is wanted. The value is missing when the person does not allow notifications. */
async function tell(wants: Wants): Promise<Reply<Subscription | object | undefined>> {
  if (!wantsAny(wants)) return forgetDevice()
  const key = await getPushKey()
  if (key.kind !== 'ok') return key
  const { endpoint, keys } = (await subscribe(key.value.key))?.toJSON() ?? {}
  if (!endpoint) return { kind: 'ok', value: undefined }
  noteSubscription(await idOf(endpoint))
  return putSubscription({
    endpoint,
    keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' },
    language: language.value,
    ...alarmsOf(wants),
  })
}
