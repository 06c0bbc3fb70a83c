import './page.css'
import { useState } from 'preact/hooks'
import { today } from '../../api/clock'
import { formatDay, formatTime, t } from '../../i18n'
import type { EvacuationList } from '../../offline/evacuation-lists'
import { unsent } from '../../offline/roll-calls'
import { Trouble } from '../../refusal/trouble'
import type { PageProps } from '../../router'
import { Button } from '../../ui/button'
import { Printer } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { TextField } from '../../ui/text-field'
import { Beginning } from './beginning'
import { useList } from './list'
import { type Company, left, shown } from './model'
import { Person } from './person'
import { Points } from './points'
import { type Marshalling, useRollCall } from './roll-call'

/** Everybody who is present, to call out and tick off: on paper, and on the phones of several marshals, with and without network. */
export default function Evacuation({ param: number }: PageProps) {
  const { list, trouble } = useList(number)
  const marshalling = useRollCall(list)
  return (
    <Page title={t('evacuation.title')} back={{ href: `/board/${number}`, label: t('app.back') }} wide>
      {list === undefined && <p aria-busy="true" role="status">{t('places.loading')}</p>}
      {list && <Head list={list} offline={trouble?.kind === 'unreachable'} />}
      {trouble?.kind === 'problem' && <Trouble reply={trouble} />}
      {list === null && trouble?.kind === 'unreachable' && (
        <Notice tone="bad" live>
          <p>{t('evacuation.none')}</p>
        </Notice>
      )}
      {list && list.people.length === 0 && <p>{t('board.nobody.present')}</p>}
      {list && list.people.length > 0 && <Left list={list} marshalling={marshalling} />}
      {list && <Points number={number} marshalling={marshalling} />}
      {list && list.people.length > 0 && <List list={list} marshalling={marshalling} />}
    </Page>
  )
}

/** Which workplace, and how old the list is; amber as soon as it is not of now. */
function Head({ list, offline }: { list: EvacuationList; offline: boolean }) {
  const time = formatTime(list.asOf)
  const old = list.on !== today()
  return (
    <>
      <p>
        <strong>
          <bdi>{list.name}</bdi>
        </strong>
        <br />
        {formatDay(list.on)}
        {' · '}
        {t('board.asof', { time })}
      </p>
      {(offline || old) && (
        <Notice tone="wait" live>
          <p>{old ? t('evacuation.old', { day: formatDay(list.on) }) : t('board.stale', { time })}</p>
        </Notice>
      )}
    </>
  )
}

/** How many are still missing, in large; since when they are looked for; and why the last thing was not done. */
function Left({ list, marshalling }: { list: EvacuationList; marshalling: Marshalling }) {
  const open = left(list, marshalling.call)
  return (
    <>
      <Trouble reply={marshalling.failed} />
      <div class={open > 0 ? 'evacuation-left' : 'evacuation-left evacuation-all'}>
        <p role="status">{open > 0 ? t('evacuation.left', { count: open }) : t('evacuation.all')}</p>
        <Since marshalling={marshalling} />
      </div>
    </>
  )
}

function List({ list, marshalling }: { list: EvacuationList; marshalling: Marshalling }) {
  const [wanted, setWanted] = useState({ name: '', onlyLeft: false })
  const { call, shared } = marshalling
  return (
    <>
      <div class="evacuation-screen">
        <TextField label={t('board.search')} type="search" value={wanted.name} onInput={(name) => setWanted({ ...wanted, name })} />
      </div>
      {shown(list, call, wanted).map((company) => (
        <People key={company.name} company={company} marshalling={marshalling} />
      ))}
      <p class="evacuation-screen">
        {t('evacuation.kept')} {t(shared ? 'evacuation.shared' : 'evacuation.alone')}
      </p>
      <div class="button-row evacuation-screen">
        <Button icon={<Printer />} onPress={() => print()}>
          {t('evacuation.print')}
        </Button>
        <Beginning marshalling={marshalling} />
      </div>
      <div class="actions">
        <Button pressed={wanted.onlyLeft} onPress={() => setWanted({ ...wanted, onlyLeft: !wanted.onlyLeft })}>
          {t('evacuation.only')}
        </Button>
        {shared && unsent(call).length > 0 && <p class="evacuation-waiting">{t('evacuation.waiting', { count: unsent(call).length })}</p>}
      </div>
    </>
  )
}

/** Since when the roll-call goes on, or that it is over. */
function Since({ marshalling: { call } }: { marshalling: Marshalling }) {
  if (call.state === 'none') return null
  return (
    <p class="evacuation-since">
      {call.state === 'open' ? t('evacuation.begun', { time: formatTime(call.beganAt), name: call.beganBy }) : t('evacuation.ended', { time: formatTime(call.endedAt || call.beganAt) })}
    </p>
  )
}

function People({ company: { name, people, count, found }, marshalling: { call, toggle } }: { company: Company; marshalling: Marshalling }) {
  return (
    <section>
      <h2 class="evacuation-company">
        <bdi>{name || t('board.company.unknown')}</bdi>
        <span>{t('evacuation.company', { found, count })}</span>
      </h2>
      <ul class="evacuation-list">
        {people.map((one) => (
          <li key={one.id}>
            <Person one={one} tick={call.ticks[one.id]} ended={call.state === 'ended'} onTick={() => toggle(one.id)} />
          </li>
        ))}
      </ul>
    </section>
  )
}
