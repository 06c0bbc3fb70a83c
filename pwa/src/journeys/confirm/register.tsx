import { useState } from 'preact/hooks'
import { now } from '../../api/clock'
import { t } from '../../i18n'
import { newPresenceId } from '../../numbers'
import { begin } from '../../offline/draft'
import type { InOrOut, PosterOrNumber } from '../../offline/presence-record'
import type { Tap } from '../../offline/promise'
import { navigate } from '../../router'
import { Button } from '../../ui/button'
import { allowSound } from '../../ui/feedback'
import { Hourglass, Tick } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { useLocation } from './location-switch'
import { type Where, workplaceOf } from './model'

/** What the one tap is doing. */
export type State = 'ready' | 'busy' | 'failed'

/**
 * The one tap that registers: `keep` makes its promise and keeps it, then its
 * day is shown. Where in and out are registered, the tap says which.
 */
export function useRegister({ place, where, day }: { place: PosterOrNumber; where: Where; day: string }) {
  const { locator, ...location } = useLocation()
  const [state, setState] = useState<State>('ready')
  const register = async (keep: (tap: Tap) => Promise<void>, direction?: InOrOut) => {
    setState('busy')
    allowSound()
    try {
      const position = location.location === 'on' ? await locator.take() : undefined
      const tap = { id: newPresenceId(), at: now(), on: day, direction, place, workplace: workplaceOf(where), position }
      await keep(tap)
      begin()
      navigate(`/days/${tap.id}`, 'replace')
    } catch {
      setState('failed')
    }
  }
  return { state, register, location }
}

/** Says that a promise could not be kept on this phone. */
export function Failed({ state }: { state: State }) {
  return state === 'failed' ? (
    <Notice tone="bad" live>
      <p>{t('confirm.failed')}</p>
    </Notice>
  ) : null
}

/** The button of the one tap; it says at once that it was felt. */
export function RegisterButton({ state, onPress }: { state: State; onPress: () => void }) {
  const busy = state === 'busy'
  return (
    <>
      <Button kind="primary" icon={busy ? <Hourglass /> : <Tick />} busy={busy} onPress={onPress}>
        {t(busy ? 'confirm.registering' : 'confirm.register')}
      </Button>
      <Registering state={state} unseen />
    </>
  )
}

/** Says that the tap was felt; `unseen` where its button shows it. */
export function Registering({ state, unseen }: { state: State; unseen?: boolean }) {
  return (
    <p role="status" class={unseen || state !== 'busy' ? 'unseen' : 'confirm-pause'}>
      {state === 'busy' ? t('confirm.registering') : ''}
    </p>
  )
}
