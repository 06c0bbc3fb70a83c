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
import type { Roll, RollPerson } from '../../offline/rolls'
import { left, shown } from './model'
import { type Calling, useRoll } from './roll'

/** Everybody who is present, to call out and tick off: on paper, and on the phone without network. */
export default function Evacuation({ param: number }: PageProps) {
  const calling = useRoll(number)
  const { roll, trouble } = calling
  return (
    <Page title={t('evacuation.title')} back={{ href: `/board/${number}`, label: t('app.back') }} wide>
      {roll === undefined && <p aria-busy="true" role="status">{t('places.loading')}</p>}
      {roll && <Head roll={roll} offline={trouble?.kind === 'unreachable'} />}
      {trouble?.kind === 'problem' && <Trouble reply={trouble} />}
      {roll === null && trouble?.kind === 'unreachable' && (
        <Notice tone="bad" live>
          <p>{t('evacuation.none')}</p>
        </Notice>
      )}
      {roll && roll.people.length === 0 && <p>{t('board.nobody.present')}</p>}
      {roll && roll.people.length > 0 && <List roll={roll} calling={calling} />}
    </Page>
  )
}

/** Which workplace, and how old the list is; amber as soon as it is not of now. */
function Head({ roll, offline }: { roll: Roll; offline: boolean }) {
  const time = formatTime(roll.asOf)
  const old = roll.on !== today()
  return (
    <>
      <p>
        <strong>{roll.name}</strong>
        <br />
        {formatDay(roll.on)}
        {' · '}
        {t('board.asof', { time })}
      </p>
      {(offline || old) && (
        <Notice tone="wait" live>
          <p>{old ? t('evacuation.old', { day: formatDay(roll.on) }) : t('board.stale', { time })}</p>
        </Notice>
      )}
      <p class="evacuation-screen">{t('evacuation.kept')}</p>
    </>
  )
}

function List({ roll, calling }: { roll: Roll; calling: Calling }) {
  const [wanted, setWanted] = useState({ name: '', onlyLeft: false })
  const { ticked } = calling
  const open = left(roll, ticked)
  return (
    <>
      <div class="evacuation-screen">
        <TextField label={t('board.search')} type="search" value={wanted.name} onInput={(name) => setWanted({ ...wanted, name })} />
      </div>
      <p class="evacuation-left" role="status">
        {open > 0 ? t('evacuation.left', { count: open }) : t('evacuation.all')}
      </p>
      <ul class="evacuation-list">
        {shown(roll, ticked, wanted).map((one) => (
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
function Person({ one, ticked, onTick }: { one: RollPerson; ticked: boolean; onTick: () => void }) {
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
