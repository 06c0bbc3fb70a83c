import { now } from '../../api/clock'
import { formatDay, t } from '../../i18n'
import { brusselsDay } from '../../numbers'
import { presences } from '../../offline/queue'
import type { InOrOut, PosterOrNumber } from '../../offline/presence-record'
import { likely, type Standing, standingOf, type Who } from '../../offline/shifts'
import { pictogramOf, sinceOf } from '../../outcomes/direction'
import { Button } from '../../ui/button'
import { Cup, Enter } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Registering, type State } from './register'
import { workplaceOf, type Where } from './model'

/** How a person stands at a place now, by what this phone has kept. */
export function useStanding(who: Who, place: PosterOrNumber, where: Where): Standing {
  const workplace = workplaceOf(where)
  return standingOf(presences.value ?? [], who, { place, ...(workplace && { workplace }) }, now())
}

/** Since when somebody is in; or, kindly, that they did not register out the last time, and whom to tell where that is required. */
export function Before({ standing, required }: { standing: Standing; required: boolean }) {
  if (standing.kind === 'in') {
    return (
      <p class="confirm-since">
        <Enter />
        {t('direction.since', { time: sinceOf(standing.since) })}
      </p>
    )
  }
  if (standing.kind === 'out') return null
  return (
    <Notice tone="wait" title={t('home.forgotten', { day: formatDay(brusselsDay(new Date(standing.since))) })}>
      {required && <p>{t('confirm.forgotten.text')}</p>}
    </Notice>
  )
}

/** The likely one of in and out large, the other smaller; a pause has its own word. */
export function InOrOutButtons(props: { state: State; standing: Standing; onPress: (direction: InOrOut) => void }) {
  const { state, standing, onPress } = props
  const first = likely(standing)
  const other: InOrOut = first === 'in' ? 'out' : 'in'
  const small = (direction: InOrOut) => (
    <Button icon={pictogramOf(direction)} disabled={state === 'busy'} onPress={() => onPress(direction)}>
      {t(`direction.${direction}`)}
    </Button>
  )
  return (
    <>
      <Registering state={state} />
      <Button kind="primary" icon={pictogramOf(first)} busy={state === 'busy'} onPress={() => onPress(first)}>
        {t(`direction.${first}`)}
      </Button>
      {standing.kind !== 'in' && small(other)}
      {standing.kind === 'in' && (
        <>
          <div class="confirm-smaller">
            <Button icon={<Cup />} disabled={state === 'busy'} onPress={() => onPress('out')}>
              {t('direction.pause')}
            </Button>
            {small(other)}
          </div>
          <p class="confirm-pause">{t('confirm.pause.hint')}</p>
        </>
      )}
    </>
  )
}
