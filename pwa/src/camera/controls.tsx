import { t } from '../i18n'
import { Button } from '../ui/button'
import { Change, Torch } from '../ui/icons'
import type { Camera } from './camera'

/** What one can do with a camera that shows something: the light, nearer, another one; each only where there is one. */
export function Controls({ camera }: { camera: Camera }) {
  const { torch, wantsTorch, lenses } = camera
  return (
    <div class="viewfinder-controls">
      {lenses.count.value > 1 && (
        // Without its word: three buttons in a row leave the picture free.
        <Button icon={<Change />} label={t('camera.change')} onPress={() => void lenses.change(false)}>
          {null}
        </Button>
      )}
      {lenses.zoomed.value !== undefined && (
        <Button pressed={lenses.zoomed.value} label={t('camera.zoom')} onPress={() => void camera.switchZoom()}>
          2×
        </Button>
      )}
      {torch.value !== 'absent' && (
        <div class={wantsTorch.value ? 'viewfinder-wanted' : undefined}>
          <Button icon={<Torch />} pressed={torch.value === 'on'} onPress={() => void camera.switchTorch()}>
            {t('camera.torch')}
          </Button>
        </div>
      )}
    </div>
  )
}
