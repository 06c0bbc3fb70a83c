import './viewfinder.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../i18n'
import { Camera } from './camera'
import { Controls } from './controls'
import { Trouble } from './trouble'

/**
 * The camera's picture, reading all the time. `onText` is called with every
 * text read, repeats included. Where there is no camera, or it shows nothing,
 * it says why and what else can be done; the page offers that beside it.
 */
export function Viewfinder({ onText }: { onText: (text: string) => void }) {
  const { video, camera } = useCamera(onText)
  const state = camera?.state.value ?? 'starting'
  const hint = state === 'running' && camera ? hintOf(camera) : ''
  return (
    <>
      {/* Hidden, not removed, when the camera is gone: it is the same element that shows it again. */}
      <div class={state === 'blind' ? 'viewfinder viewfinder-blind' : 'viewfinder'} hidden={!['starting', 'running', 'blind'].includes(state)}>
        <video ref={video} muted playsInline autoplay aria-label={t('camera.picture')} />
        {state === 'starting' && <p class="viewfinder-starting">{t('camera.starting')}</p>}
        {state === 'running' && <Corners />}
        <p class="viewfinder-word" role="status">
          {hint}
        </p>
        {camera && state === 'running' && <Controls camera={camera} />}
      </div>
      {camera && <Trouble camera={camera} />}
    </>
  )
}

/** What the person has to do still, has just done, or could do better. */
function hintOf({ parts, struggling, dark, wantsTorch, lenses }: Camera): string {
  if (parts.value) return t('camera.parts', { have: parts.value.have, of: parts.value.of })
  if (lenses.chosen.value) return t('camera.which', { number: lenses.chosen.value.number, of: lenses.chosen.value.of })
  if (wantsTorch.value) return t('camera.dark.torch')
  if (!struggling.value) return ''
  return t(dark.value ? 'camera.dark' : 'camera.slow')
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
