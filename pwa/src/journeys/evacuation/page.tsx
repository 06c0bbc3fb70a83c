import './page.css'
import { useMemo, useRef, useState } from 'preact/hooks'
import { today } from '../../api/clock'
import { formatDay, formatTime, t } from '../../i18n'
import { Trouble } from '../../refusal/trouble'
import type { PageProps } from '../../router'
import { Button } from '../../ui/button'
import { Printer, Undo } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { TextField } from '../../ui/text-field'
import type { EvacuationList, ListedPerson } from '../../offline/evacuation-lists'
import { left, shown } from './model'
import { type Calling, useList } from './list'

/** Everybody who is present, to call out and tick off: on paper, and on the phone without network. */
export default function Evacuation({ param: number }: PageProps) {
  const calling = useList(number)
  const { list, trouble } = calling
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
      {list && list.people.length > 0 && <List list={list} calling={calling} />}
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
        <strong>{list.name}</strong>
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
      <p class="evacuation-screen">{t('evacuation.kept')}</p>
    </>
  )
}

function List({ list, calling }: { list: EvacuationList; calling: Calling }) {
  const [wanted, setWanted] = useState({ name: '', onlyLeft: false })
  const { ticked } = calling
  const open = left(list, ticked)
  return (
    <>
      <div class="evacuation-screen">
        <TextField label={t('board.search')} type="search" value={wanted.name} onInput={(name) => setWanted({ ...wanted, name })} />
      </div>
      <p class="evacuation-left" role="status">
        {open > 0 ? t('evacuation.left', { count: open }) : t('evacuation.all')}
      </p>
      <ul class="evacuation-list">
        {shown(list, ticked, wanted).map((one) => (
          <li key={one.id}>
            <Person one={one} ticked={ticked.has(one.id)} onTick={() => calling.toggle(one.id)} />
          </li>
        ))}
      </ul>
      <div class="button-row evacuation-screen">
        <Button icon={<Printer />} onPress={() => print()}>
          {t('evacuation.print')}
        </Button>
        <Button icon={<Undo />} disabled={ticked.size === 0} onPress={calling.clear}>
          {t('evacuation.anew')}
        </Button>
      </div>
      <div class="actions">
        <Button pressed={wanted.onlyLeft} onPress={() => setWanted({ ...wanted, onlyLeft: !wanted.onlyLeft })}>
          {t('evacuation.only')}
        </Button>
      </div>
    </>
  )
}

/** One of perhaps thousands: drawn anew only when something about this person has changed. */
function Person({ one, ticked, onTick }: { one: ListedPerson; ticked: boolean; onTick: () => void }) {
  const latest = useRef(onTick)
  latest.current = onTick
  return useMemo(
    () => (
      <label class="evacuation-person">
        <input type="checkbox" checked={ticked} onChange={() => latest.current()} />
        <span>
          <span class="evacuation-name">{one.name || <bdi class="code">{one.person}</bdi>}</span>
          {[one.company, one.gate].filter(Boolean).join(' · ')}
        </span>
      </label>
    ),
    [one.id, one.name, one.company, one.gate, ticked],
  )
}
