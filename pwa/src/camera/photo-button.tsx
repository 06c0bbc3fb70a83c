import './photo-button.css'
import { useState } from 'preact/hooks'
import { t } from '../i18n'
import { Camera } from '../ui/icons'
import { Notice } from '../ui/notice'
import type { PhotoResult } from './photo'

/** The code that reads photos comes when there is one: the first script is short without it. */
function read(file: File): Promise<PhotoResult> {
  return import('./photo').then((code) => code.readPhoto(file), () => ({ kind: 'offline' }))
}

/**
 * A button that takes or chooses a photo and reads it. `onTexts` is called
 * with the texts found; what went wrong the button says itself.
 */
export function PhotoButton({ onTexts }: { onTexts: (texts: string[]) => void }) {
  const [state, setState] = useState<'idle' | 'reading' | Exclude<PhotoResult['kind'], 'found'>>('idle')
  const take = async (input: HTMLInputElement) => {
    const file = input.files?.[0]
    // The same photo may be chosen again.
    input.value = ''
    if (!file) return
    setState('reading')
    const result = await read(file)
    setState(result.kind === 'found' ? 'idle' : result.kind)
    if (result.kind === 'found') onTexts(result.texts)
  }
  return (
    <div>
      <div class="photo-button">
        <div class="button" aria-hidden="true">
          <Camera />
          <span>{state === 'reading' ? t('camera.photo.reading') : t('camera.photo')}</span>
        </div>
        <input
          type="file"
          accept="image/*"
          aria-label={t('camera.photo')}
          disabled={state === 'reading'}
          onChange={(event) => void take(event.currentTarget)}
        />
      </div>
      {state !== 'idle' && state !== 'reading' && (
        <Notice tone="wait" live>
          <p>{t(`camera.photo.${state}`)}</p>
        </Notice>
      )}
    </div>
  )
}
