/**
 * The browser's cameras: which there are, opening one, and setting it.
 */
import type { Abilities, Device } from './lens'

/** Which camera is opened at once; other names are in offline/storage.ts. */
const kept = 'ciaw.camera'

/** The id of the camera that reads best on this phone, as was found or chosen. */
export function rememberedCamera(): string | undefined {
  try {
    return localStorage.getItem(kept) ?? undefined
  } catch {
    return undefined
  }
}

/** Remembers it; undefined forgets it. */
export function rememberCamera(id: string | undefined): void {
  try {
    if (id === undefined) localStorage.removeItem(kept)
    else localStorage.setItem(kept, id)
  } catch {
    // Without storage the browser's own choice is opened first.
  }
}

/** Opens a camera; without a wish that of the back. Where the one wished for is gone, it is forgotten. */
export async function openCamera(wish = rememberedCamera()): Promise<MediaStream> {
  if (!navigator.mediaDevices?.getUserMedia) throw new DOMException('no camera', 'NotFoundError')
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } }
  if (wish !== undefined) {
    try {
      return await navigator.mediaDevices.getUserMedia({ audio: false, video: { deviceId: { exact: wish }, ...size } })
    } catch (error) {
      if (!isGone(error)) throw error
      if (wish === rememberedCamera()) rememberCamera(undefined)
    }
  }
  return navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: { ideal: 'environment' }, ...size } })
}

/** Whether there is no such camera. */
export function isGone(error: unknown): boolean {
  return ['NotFoundError', 'OverconstrainedError'].includes((error as { name?: string } | undefined)?.name ?? '')
}

/** Lets a camera go. */
export function release(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

/** The cameras of this phone; none where the browser does not tell. */
export async function cameras(): Promise<Device[]> {
  const found = await Promise.resolve(navigator.mediaDevices?.enumerateDevices?.()).catch((): undefined => undefined)
  return (found ?? []).flatMap((device) => (device.kind === 'videoinput' && device.deviceId !== '' ? [deviceOf(device)] : []))
}

function deviceOf(info: MediaDeviceInfo): Device {
  const facing = (info as InputDeviceInfo).getCapabilities?.().facingMode
  return { id: info.deviceId, label: info.label, ...(facing && { facing }) }
}

/** What an open camera can do. */
export function abilitiesOf(track: MediaStreamTrack | undefined): Abilities {
  return (track?.getCapabilities?.() ?? {}) as Abilities
}

/** How a camera is set. */
export interface Setting {
  torch: boolean
  /** Undefined: as it is. */
  zoom: number | undefined
}

/**
 * Sets a camera: what it cannot do is left out. All in one, as browsers forget
 * what was set before. Whether it was done.
 */
export async function set(track: MediaStreamTrack | undefined, { torch, zoom }: Setting): Promise<boolean> {
  const { focusMode, torch: light, zoom: zooms } = abilitiesOf(track)
  const wanted = {
    ...(focusMode?.includes('continuous') && { focusMode: 'continuous' }),
    ...(light && { torch }),
    ...(zooms && zoom !== undefined && { zoom }),
  }
  const now: Record<string, unknown> = { torch: false, ...track?.getSettings() }
  if (!track || Object.entries(wanted).every(([name, value]) => now[name] === value)) return true
  return track.applyConstraints({ advanced: [wanted as MediaTrackConstraintSet] }).then(
    () => true,
    () => false,
  )
}
