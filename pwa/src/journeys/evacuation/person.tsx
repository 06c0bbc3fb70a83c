import { useMemo, useRef } from 'preact/hooks'
import { formatTime } from '../../i18n'
import type { ListedPerson } from '../../offline/evacuation-lists'
import type { KeptTick } from '../../offline/roll-calls'

/** One of perhaps thousands: drawn anew only when something about this person has changed. */
export function Person({ one, tick, ended, onTick }: { one: ListedPerson; tick: KeptTick | undefined; ended: boolean; onTick: () => void }) {
  const latest = useRef(onTick)
  latest.current = onTick
  return useMemo(
    () => (
      <label class="evacuation-person">
        <input type="checkbox" checked={tick?.found ?? false} disabled={ended} onChange={() => latest.current()} />
        <span>
          <span class="evacuation-name">{one.name ? <bdi>{one.name}</bdi> : <bdi class="code">{one.person}</bdi>}</span>
          <bdi>{one.gate}</bdi>
          {tick?.found && <Where tick={tick} />}
        </span>
      </label>
    ),
    [one.id, one.name, one.gate, tick?.found, tick?.at, tick?.point, tick?.by, ended],
  )
}

/** At which muster point somebody was found, when and by whom. */
function Where({ tick: { point, at, by } }: { tick: KeptTick }) {
  return (
    <span class="evacuation-where">
      {point && (
        <>
          <bdi>{point}</bdi>
          {' · '}
        </>
      )}
      {formatTime(at)}
      {by && (
        <>
          {' · '}
          <bdi>{by}</bdi>
        </>
      )}
    </span>
  )
}
