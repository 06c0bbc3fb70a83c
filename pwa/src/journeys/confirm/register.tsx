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
import { Tick } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { locate } from './location'
import { useLocation } from './location-switch'
import { type Where, workplaceOf } from './model'

/** What the one tap is doing. */
export type State = 'ready' | 'busy' | 'failed'

/**
 * The one tap that registers: `keep` makes its promise and keeps it, then its
 * day is shown. Where in and out are registered, the tap says which.
 */
export function useRegister({ place, where, day }: { place: PosterOrNumber; where: Where; day: string }) {
  const [location, setLocation] = useLocation()
  const [state, setState] = useState<State>('ready')
  const register = async (keep: (tap: Tap) => Promise<void>, direction?: InOrOut) => {
    setState('busy')
    allowSound()
    try {
      const position = location === 'on' ? await locate() : undefined
      const tap = { id: newPresenceId(), at: now(), on: day, direction, place, workplace: workplaceOf(where), position }
      await keep(tap)
      begin()
      navigate(`/days/${tap.id}`, 'replace')
    } catch {
      setState('failed')
    }
  }
  return { state, register, location: { location, onChange: setLocation } }
}

/** Says that a promise could not be kept on this phone. */
export function Failed({ state }: { state: State }) {
  return state === 'failed' ? (
    <Notice tone="bad" live>
      <p>{t('confirm.failed')}</p>
    </Notice>
  ) : null
}

/** The button of the one tap. */
export function RegisterButton({ state, onPress }: { state: State; onPress: () => void }) {
  return (
    <Button kind="primary" icon={<Tick />} disabled={state === 'busy'} onPress={onPress}>
      {t('confirm.register')}
    </Button>
  )
}
