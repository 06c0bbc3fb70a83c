import { useState } from 'preact/hooks'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { MapPin } from '../../ui/icons'
import { TextField } from '../../ui/text-field'
import { type Form, near, pasted, positionOf, usualExtent } from './model'
import { Sketch } from './sketch'

/** The phone may take its time: it is asked once. */
const patience = 15_000

/** Where the workplace is: the phone's location, or typed coordinates, with a sketch to see a slip. */
export function Position({ form, error, onChange }: { form: Form; error?: string; onChange: (how: Partial<Form>) => void }) {
  const [state, setState] = useState<'idle' | 'looking' | 'refused'>('idle')
  const at = positionOf(form)
  const locate = () => {
    setState('looking')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState('idle')
        onChange({
          latitude: coords.latitude.toFixed(5),
          longitude: coords.longitude.toFixed(5),
          accuracy: Math.max(usualExtent, Math.round(coords.accuracy)),
        })
      },
      () => setState('refused'),
      { enableHighAccuracy: true, timeout: patience },
    )
  }
  const wrong = at === 'wrong' && form.latitude && form.longitude ? t('mistake.position_invalid') : error
  return (
    <section class="part">
      <h2>{t('places.form.position')}</h2>
      <p>{t('places.form.position.hint')}</p>
      <Button icon={<MapPin />} disabled={state === 'looking'} onPress={locate}>
        {t(state === 'looking' ? 'places.form.locating' : 'places.form.here')}
      </Button>
      <p role="status">{state === 'refused' && t('places.form.refused')}</p>
      <div class="filters">
        <TextField
          label={t('places.form.latitude')}
          value={form.latitude}
          error={wrong}
          onInput={(latitude) => onChange(pasted(latitude) ?? { latitude })}
        />
        <TextField label={t('places.form.longitude')} value={form.longitude} onInput={(longitude) => onChange({ longitude })} />
      </div>
      {typeof at === 'object' &&
        (near(at) ? <Sketch at={at} label={t('places.form.sketch')} /> : <p role="status">{t('places.form.abroad')}</p>)}
    </section>
  )
}
