import { useEffect, useState } from 'preact/hooks'
import { t } from '../../i18n'
import { Switch } from '../../ui/switch'
import { allowLocation, type Location, locationAtFirst } from './location'

/** Whether the location will be added, and the switch for it. */
export function useLocation(): [Location, (on: boolean) => void] {
  const [location, setLocation] = useState<Location>('off')
  useEffect(() => void locationAtFirst().then(setLocation), [])
  return [location, (on) => (on ? void allowLocation().then(setLocation) : setLocation('off'))]
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
