/**
 * One camera as a page uses it: it starts, shows itself in a video element,
 * reads codes, and lets go when the page is left or hidden.
 */
import { batch, signal } from '@preact/signals'
import { readPicture } from '../api/client'
import { frameOf, stillOf } from './frames'
import { askRegister, effortOf, helpAfter, lookEvery, type Search, struggling } from './pace'
import type { Progress } from './parts'
import { readCodes } from './reader'

/** Starting, showing, not allowed by the person, not there, or taken away (a call, another app). */
export type CameraState = 'starting' | 'running' | 'refused' | 'absent' | 'stopped'

/** The light beside the camera. */
export type TorchState = 'absent' | 'off' | 'on'

/** A camera that shows itself in `video` and calls `onText` with every text it reads, repeats included. */
export class Camera {
  readonly state = signal<CameraState>('starting')
  readonly torch = signal<TorchState>('absent')
  /** Nothing has been read for a while: the person could hold the phone better. */
  readonly struggling = signal(false)
  /** How much of a text was read that is spread over several codes. */
  readonly parts = signal<Progress | undefined>(undefined)

  #stream: MediaStream | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #search: Search = { since: 0 }
  #looks = 0
  /** Changes with every start and stop, so that what was begun before stays without effect. */
  #turn = 0

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly onText: (text: string) => void,
  ) {}

  /** Asks for the camera and begins to read. */
  async start(): Promise<void> {
    this.stop()
    const turn = ++this.#turn
    this.state.value = 'starting'
    try {
      const stream = await openCamera()
      if (turn !== this.#turn) return release(stream)
      await this.#show(stream)
    } catch (error) {
      if (turn === this.#turn) this.state.value = stateOf(error)
      return
    }
    if (turn === this.#turn) this.#run()
  }

  /** Lets the camera go. */
  stop(): void {
    this.#turn++
    clearTimeout(this.#timer)
    release(this.#stream)
    this.#stream = undefined
    this.video.srcObject = null
    this.torch.value = 'absent'
  }

  /** Switches the light. */
  async switchTorch(): Promise<void> {
    const on = this.torch.value !== 'on'
    const track = this.#stream?.getVideoTracks()[0]
    try {
      await track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] })
      this.torch.value = on ? 'on' : 'off'
    } catch {
      this.torch.value = 'absent'
    }
  }

  async #show(stream: MediaStream): Promise<void> {
    this.#stream = stream
    this.video.srcObject = stream
    const track = stream.getVideoTracks()[0]
    track?.addEventListener('ended', () => {
      if (this.#stream !== stream) return
      this.stop()
      this.state.value = 'stopped'
    })
    const able = track?.getCapabilities?.() as { torch?: boolean } | undefined
    this.torch.value = able?.torch ? 'off' : 'absent'
    // Some phones play nothing without a tap, to save power; the person can give it one.
    await this.video.play().catch(() => {
      throw new DOMException('not playing', 'AbortError')
    })
  }

  #run(): void {
    batch(() => {
      this.state.value = 'running'
      this.struggling.value = false
    })
    this.#search = { since: performance.now() }
    this.#looks = 0
    void this.#look(this.#turn)
  }

  async #look(turn: number): Promise<void> {
    const began = performance.now()
    const frame = await frameOf(this.video).catch(() => undefined)
    if (frame) {
      const { texts, parts, failed } = await readCodes(frame, effortOf(this.#looks), this.#looks++ === 0)
      if (turn !== this.#turn) return
      this.parts.value = parts
      // Without a decoder on the phone the register is the only reader: no use in waiting.
      if (failed) this.#search.since = Math.min(this.#search.since, began - helpAfter)
      for (const text of texts) this.#found(text)
    }
    this.struggling.value = struggling(this.#search, performance.now())
    if (askRegister(this.#search, performance.now(), navigator.onLine)) void this.#askRegister(turn)
    const rest = Math.max(0, lookEvery - (performance.now() - began))
    if (turn === this.#turn) this.#timer = setTimeout(() => void this.#look(turn), rest)
  }

  /** The register reads harder than a phone can; no answer is no matter, the camera goes on. */
  async #askRegister(turn: number): Promise<void> {
    this.#search.asked = performance.now()
    const still = await stillOf(this.video)
    if (!still) return
    const reply = await readPicture(still)
    if (turn !== this.#turn || reply.kind !== 'ok') return
    for (const code of reply.value.codes) this.#found(code.text)
  }

  #found(text: string): void {
    this.#search = { ...this.#search, since: performance.now() }
    this.onText(text)
  }
}

function openCamera(): Promise<MediaStream> {
  if (!navigator.mediaDevices?.getUserMedia) throw new DOMException('no camera', 'NotFoundError')
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
  })
}

function release(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

/** What an error of the camera means for the person. */
function stateOf(error: unknown): CameraState {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'absent' : 'stopped'
}
