/** Phones with several cameras that fail as real ones do: streams of canvases, which a journey mutes, ends, blacks out and freezes. */
import { encodeQR } from 'qr'
import type { Phone } from './phone'

/** How a camera shows what is before it. */
export type Manner = 'well' | 'frozen' | 'muted' | 'black' | 'dark' | 'ended' | 'busy' | 'silent'

/** One camera of a phone, as its browser tells of it. */
export interface FakeCamera {
  id: string
  label: string
  facing: 'environment' | 'user'
  /** Its photographic capabilities. */
  able?: { focusMode?: string[]; torch?: boolean; zoom?: { min: number; max: number } }
  /** Whether what is before it is in focus. */
  sharp?: boolean
}

/** What the page tells of its cameras. */
export interface Told {
  /** The ids of all that were opened, in order. */
  opened: string[]
  /** How many are open now. */
  open: number
  /** How the last one is set. */
  setting: Record<string, unknown>
}

/** What a page's cameras are, and how they show what. */
export interface Arrangement {
  cameras: FakeCamera[]
  /** How they behave, one opening after the other; the last one for all that follow. */
  manners: Manner[]
  text?: string
}

/** The camera that a phone with a single one has. */
export const oneCamera: FakeCamera = { id: 'main', label: 'camera2 0, facing back', facing: 'environment', able: { focusMode: ['continuous'], torch: true }, sharp: true }

/** Gives all pages of a phone these cameras. */
export async function fitCameras({ context }: Phone, { cameras, manners, text }: Arrangement): Promise<void> {
  await context.addInitScript(inPage, { cameras, manners, modules: text === undefined ? [] : encodeQR(text, 'raw', { ecc: 'medium', border: 4 }) })
}

/** Changes how the cameras behave, those that are open too. */
export async function behave({ page }: Phone, manner: Manner): Promise<void> {
  await page.evaluate((to) => (self as unknown as { fake: { behave(manner: Manner): void } }).fake.behave(to), manner)
}

/** What the cameras did. */
export function told({ page }: Phone): Promise<Told> {
  return page.evaluate(() => (self as unknown as { fake: { told(): Told } }).fake.told())
}

/** Hides the page as another app does that is opened over it, or shows it again. */
export async function hidePage({ page }: Phone, hidden: boolean): Promise<void> {
  await page.evaluate((is) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (is ? 'hidden' : 'visible') })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)
}

/** Runs in the page, before all else. */
function inPage({ cameras, manners, modules }: { cameras: FakeCamera[]; manners: Manner[]; modules: boolean[][] }): void {
  const opened: string[] = []
  const tracks: MediaStreamTrack[] = []
  const ways: { now: Manner; track: MediaStreamTrack }[] = []
  let setting: Record<string, unknown> = {}

  function draw(context: CanvasRenderingContext2D, manner: Manner, sharp: boolean, n: number): void {
    if (manner === 'frozen' || manner === 'muted') return
    const { width, height } = context.canvas
    context.fillStyle = manner === 'black' ? '#000' : manner === 'dark' ? '#181818' : '#8c8c8c'
    context.fillRect(0, 0, width, height)
    // Each picture differs a little, as the sensor's noise does.
    context.fillStyle = manner === 'black' ? '#000001' : '#303030'
    context.fillRect(n % 20, 0, 4, 4)
    if (manner !== 'well' || modules.length === 0) return
    const side = Math.floor((height * 0.8) / modules.length)
    if (!sharp) {
      // Out of focus, light and dark run into one another.
      context.fillStyle = '#7d7d7d'
      context.fillRect((width - side * modules.length) / 2, height * 0.1, side * modules.length, side * modules.length)
      return
    }
    for (const [y, row] of modules.entries()) {
      for (const [x, dark] of row.entries()) {
        context.fillStyle = dark ? '#2d2d2d' : '#cdcdcd'
        context.fillRect((width - side * row.length) / 2 + x * side, height * 0.1 + y * side, side, side)
      }
    }
  }

  function arrange(track: MediaStreamTrack, manner: Manner): void {
    Object.defineProperty(track, 'muted', { configurable: true, get: () => manner === 'muted' })
    if (manner === 'muted') track.dispatchEvent(new Event('mute'))
    if (manner !== 'ended') return
    track.stop()
    track.dispatchEvent(new Event('ended'))
  }

  function open(camera: FakeCamera, manner: Manner): MediaStream {
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width: 640, height: 480 })
    const context = canvas.getContext('2d') as CanvasRenderingContext2D
    const stream = canvas.captureStream(15)
    const [track] = stream.getVideoTracks() as [MediaStreamTrack]
    const way = { now: manner, track }
    setting = {}
    track.getCapabilities = () => ({ deviceId: camera.id, ...camera.able }) as MediaTrackCapabilities
    track.getSettings = () => ({ deviceId: camera.id, facingMode: camera.facing, ...setting })
    track.applyConstraints = async (wanted) => void (setting = { ...wanted?.advanced?.[0] })
    Object.defineProperty(track, 'label', { get: () => camera.label })
    let n = 0
    const timer = setInterval(() => (track.readyState === 'ended' ? clearInterval(timer) : draw(context, way.now, camera.sharp === true, n++)), 60)
    tracks.push(track)
    ways.push(way)
    setTimeout(() => arrange(track, manner), manner === 'ended' ? 300 : 0)
    return stream
  }

  const devices = navigator.mediaDevices
  devices.enumerateDevices = async () =>
    cameras.map(({ id, label, facing }) => ({ kind: 'videoinput', deviceId: id, groupId: '', label, getCapabilities: () => ({ facingMode: [facing] }), toJSON: () => ({}) }))
  devices.getUserMedia = async (wanted) => {
    const video = wanted?.video as MediaTrackConstraints
    const exact = (video.deviceId as { exact?: string } | undefined)?.exact
    const camera = cameras.find(({ id, facing }) => (exact === undefined ? facing === 'environment' : id === exact))
    if (!camera) throw new DOMException('none', 'OverconstrainedError')
    const manner = manners[Math.min(opened.length, manners.length - 1)] ?? 'well'
    opened.push(camera.id)
    if (manner === 'busy') throw new DOMException('in use', 'NotReadableError')
    if (manner === 'silent') return new Promise(() => undefined)
    return open(camera, manner)
  }
  Object.assign(self, {
    fake: {
      told: () => ({ opened, open: tracks.filter(({ readyState }) => readyState === 'live').length, setting }),
      behave(manner: Manner) {
        manners = [manner]
        for (const way of ways) {
          if (way.track.readyState === 'ended') continue
          way.now = manner
          arrange(way.track, manner)
        }
      },
    },
  })
}
