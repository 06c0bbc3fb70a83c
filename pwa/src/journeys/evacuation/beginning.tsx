import { useState } from 'preact/hooks'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Tick, Undo } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import type { Marshalling } from './roll-call'

/** A roll-call is begun anew and ended on purpose: what it does to others is said before. */
export function Beginning({ marshalling: { call, shared, anew, end } }: { marshalling: Marshalling }) {
  const [asked, setAsked] = useState<'anew' | 'end'>()
  const nothing = call.state === 'none' && Object.keys(call.ticks).length === 0
  const word = shared ? 'evacuation.begin' : 'evacuation.anew'
  if (asked) {
    const done = () => {
      setAsked(undefined)
      if (asked === 'anew') anew()
      else end()
    }
    return (
      <>
        <Notice tone="wait" live>
          <p>{t(asked === 'end' ? 'evacuation.end.text' : shared ? 'evacuation.begin.text' : 'evacuation.anew.text')}</p>
        </Notice>
        <Button kind="danger" onPress={done}>
          {t(asked === 'end' ? 'evacuation.end' : word)}
        </Button>
        <Button onPress={() => setAsked(undefined)}>{t('evacuation.go_on')}</Button>
      </>
    )
  }
  return (
    <>
      {shared && call.state === 'open' && (
        <Button icon={<Tick />} onPress={() => setAsked('end')}>
          {t('evacuation.end')}
        </Button>
      )}
      {/* After the end, and before the first tick, nothing is lost by another one. */}
      <Button icon={<Undo />} disabled={nothing && !shared} onPress={() => (nothing || call.state === 'ended' ? anew() : setAsked('anew'))}>
        {t(word)}
      </Button>
    </>
  )
}
