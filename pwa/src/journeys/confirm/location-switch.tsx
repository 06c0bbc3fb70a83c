import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../../i18n'
import { Switch } from '../../ui/switch'
import { type Location, locationAtFirst, Locator } from './location'

/** Whether the location will be added, the switch for it, and what reads it while the page is open. */
export function useLocation(): { location: Location; onChange: (on: boolean) => void; locator: Locator } {
  const [location, setLocation] = useState<Location>('off')
  const kept = useRef<Locator>(undefined)
  const locator = (kept.current ??= new Locator(navigator.geolocation))
  useEffect(() => {
    let here = true
    const begin = async () => {
      const first = await locationAtFirst()
      if (!here || first !== 'on') return
      setLocation(first)
      const now = await locator.start()
      if (here) setLocation(now)
    }
    void begin()
    return () => {
      here = false
      locator.stop()
    }
  }, [])
  const onChange = (on: boolean) => {
    if (on) return void locator.start().then(setLocation)
    locator.stop()
    setLocation('off')
  }
  return { location, onChange, locator }
}

/** Adds the location at the tap, if the person wants. */
export function LocationSwitch({ location, onChange }: { location: Location; onChange: (on: boolean) => void }) {
  return (
    <Switch
      name={t('confirm.location')}
      hint={t(location === 'refused' ? 'confirm.location.refused' : 'confirm.location.hint')}
      on={location === 'on'}
      onChange={onChange}
    />
  )
}
