import './viewfinder.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../i18n'
import { Button } from '../ui/button'
import { Torch } from '../ui/icons'
import { Notice } from '../ui/notice'
import { Camera, type CameraState } from './camera'

/**
 * The camera's picture, reading all the time. `onText` is called with every
 * text read, repeats included. Where there is no camera it says why and what
 * else can be done; the page offers that beside it.
 */
export function Viewfinder({ onText }: { onText: (text: string) => void }) {
  const { video, camera } = useCamera(onText)
  const state = camera?.state.value ?? 'starting'
  const hint = state === 'running' && camera ? hintOf(camera) : ''
  return (
    <>
      {/* Hidden, not removed, when the camera is gone: it is the same element that shows it again. */}
      <div class="viewfinder" hidden={state !== 'running' && state !== 'starting'}>
        <video ref={video} muted playsInline autoplay aria-label={t('camera.picture')} />
        {state === 'starting' && <p class="viewfinder-starting">{t('camera.starting')}</p>}
        {state === 'running' && <Corners />}
        <p class="viewfinder-word" role="status">
          {hint}
        </p>
        {camera && camera.torch.value !== 'absent' && (
          <div class="viewfinder-torch">
            <Button icon={<Torch />} pressed={camera.torch.value === 'on'} onPress={() => void camera.switchTorch()}>
              {t('camera.torch')}
            </Button>
          </div>
        )}
      </div>
      <Trouble state={state} restart={() => void camera?.start()} />
    </>
  )
}

/** What the person could do better, or has to do still. */
function hintOf({ parts, struggling }: Camera): string {
  if (parts.value) return t('camera.parts', { have: parts.value.have, of: parts.value.of })
  return struggling.value ? t('camera.slow') : ''
}

/** Starts the camera with the page, lets it go while the page is hidden, and takes it back. */
function useCamera(onText: (text: string) => void) {
  const video = useRef<HTMLVideoElement>(null)
  const latest = useRef(onText)
  latest.current = onText
  const [camera, setCamera] = useState<Camera>()
  useEffect(() => {
    if (!video.current) return
    const made = new Camera(video.current, (text) => latest.current(text))
    const follow = () => (document.visibilityState === 'visible' ? void made.start() : made.stop())
    setCamera(made)
    void made.start()
    document.addEventListener('visibilitychange', follow)
    return () => {
      document.removeEventListener('visibilitychange', follow)
      made.stop()
    }
  }, [])
  return { video, camera }
}

function Trouble({ state, restart }: { state: CameraState; restart: () => void }) {
  if (state === 'running' || state === 'starting') return null
  if (state === 'stopped') {
    return (
      <>
        <Notice tone="wait" title={t('camera.stopped.title')} live />
        <Button onPress={restart}>{t('camera.restart')}</Button>
      </>
    )
  }
  return (
    <Notice tone="wait" title={t(`camera.${state}.title`)} live>
      <p>{t(`camera.${state}.text`)}</p>
    </Notice>
  )
}

function Corners() {
  return (
    <div class="viewfinder-frame" aria-hidden="true">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" fill="none" stroke="currentColor" stroke-width="6">
        <path
          vector-effect="non-scaling-stroke"
          d="M2 18V2h16M82 2h16v16M98 82v16H82M18 98H2V82"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      </svg>
    </div>
  )
}
