/**
 * One camera as a page uses it: it starts, shows itself in a video element,
 * reads codes, notices when it shows nothing, and lets go when the page is
 * left or hidden.
 */
import { batch, signal } from '@preact/signals'
import { readPicture } from '../api/client'
import { Dusk, Eye, type Light } from './eye'
import { frameOf, stillOf } from './frames'
import { Frames } from './fresh'
import { Lenses } from './lenses'
import { askRegister, effortOf, helpAfter, lightEvery, lookEvery, type Search, struggling } from './pace'
import type { Progress } from './parts'
import { readCodes } from './reader'
import { abilitiesOf, isGone, openCamera, release, rememberCamera, rememberedCamera, set } from './stream'

/**
 * Starting; showing; showing nothing, although it is open; not allowed by the
 * person; not there; or taken away (a call, another app).
 */
export type CameraState = 'starting' | 'running' | 'blind' | 'refused' | 'absent' | 'stopped'

/** The light beside the camera. */
export type TorchState = 'absent' | 'off' | 'on'

/** A camera that opens has opened by then, and shows its first picture, in milliseconds. */
const opensWithin = 6_000
const playsWithin = 2_000

/** A camera that shows itself in `video` and calls `onText` with every text it reads, repeats included. */
export class Camera {
  readonly state = signal<CameraState>('starting')
  readonly torch = signal<TorchState>('absent')
  /** Nothing has been read for a while: the person could hold the phone better. */
  readonly struggling = signal(false)
  /** It is too dark to read. */
  readonly dark = signal(false)
  /** The light is worth a hint: it is dark, there is one, and nobody has touched it yet. */
  readonly wantsTorch = signal(false)
  /** How much of a text was read that is spread over several codes. */
  readonly parts = signal<Progress | undefined>(undefined)
  /** The cameras to choose from, and zoom. */
  readonly lenses: Lenses

  #stream: MediaStream | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #search: Search = { since: 0 }
  #looks = 0
  /** Changes with every start and stop, so that what was begun before stays without effect. */
  #turn = 0
  /** Started anew by itself, and has not shown anything since. */
  #again = false
  #eye = new Eye(0)
  #dusk = new Dusk()
  #frames: Frames | undefined
  /** The person switched the light on: it is so again after a camera was changed or came back. */
  #lit = false
  #touchedTorch = false

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly onText: (text: string) => void,
  ) {
    this.lenses = new Lenses((id) => this.#begin(id))
  }

  /** Asks for the camera and begins to read. Call it for a person, who may try as often as they like. */
  start(): Promise<void> {
    this.#again = false
    return this.#begin()
  }

  /** Lets the camera go. */
  stop(): void {
    this.#turn++
    clearTimeout(this.#timer)
    this.#frames?.stop()
    release(this.#stream)
    this.#stream = undefined
    this.video.srcObject = null
    this.torch.value = 'absent'
    this.lenses.leave()
  }

  /** Switches the light. */
  async switchTorch(): Promise<void> {
    this.#lit = this.torch.value !== 'on'
    this.#touchedTorch = true
    this.wantsTorch.value = false
    await this.#set()
  }

  /** Brings the code nearer, or not. */
  async switchZoom(): Promise<void> {
    this.lenses.switchZoom()
    await this.#set()
  }

  async #begin(lens?: string): Promise<void> {
    this.stop()
    const turn = ++this.#turn
    this.state.value = 'starting'
    const late = setTimeout(() => void this.#tooLate(turn), opensWithin)
    try {
      const stream = await openCamera(lens)
      if (turn !== this.#turn) return release(stream)
      await this.#show(stream)
    } catch (error) {
      if (turn === this.#turn) this.#failed(error, lens)
      return
    } finally {
      clearTimeout(late)
    }
    if (turn === this.#turn) this.#run()
  }

  /** Some browsers never answer; but neither does a person who has not decided yet whether to allow the camera. */
  async #tooLate(turn: number): Promise<void> {
    const asked = await Promise.resolve(navigator.permissions?.query({ name: 'camera' as PermissionName })).catch((): undefined => undefined)
    if (turn === this.#turn && asked?.state === 'granted') this.state.value = 'blind'
  }

  /** A camera that was tried gives way to the one before it. */
  #failed(error: unknown, lens: string | undefined): void {
    this.stop()
    if (lens === undefined) {
      this.state.value = stateOf(error)
      return
    }
    if (lens === rememberedCamera()) rememberCamera(undefined)
    void this.#begin()
  }

  async #show(stream: MediaStream): Promise<void> {
    this.#stream = stream
    this.#eye = new Eye(performance.now())
    this.#frames = new Frames(this.video)
    this.video.srcObject = stream
    const [track] = stream.getVideoTracks()
    track?.addEventListener('ended', () => {
      if (this.#stream === stream) this.#lost()
    })
    this.lenses.open(track)
    // Some phones play nothing without a tap, to save power; the person can give it one. Others say nothing at all: the eye will see.
    const refused = this.video.play().then(
      () => false,
      () => true,
    )
    if (await Promise.race([refused, new Promise<false>((resolve) => setTimeout(() => resolve(false), playsWithin))])) {
      throw new DOMException('not playing', 'AbortError')
    }
  }

  async #set(): Promise<void> {
    const [track] = this.#stream?.getVideoTracks() ?? []
    const able = abilitiesOf(track).torch === true
    const done = await set(track, { torch: this.#lit, zoom: this.lenses.zoom })
    if (this.#stream?.getVideoTracks()[0] !== track) return
    this.torch.value = !able || (this.#lit && !done) ? 'absent' : this.#lit ? 'on' : 'off'
  }

  /** It has shown nothing for too long, or was taken away: it is started anew, once. */
  #lost(): void {
    const ended = this.#stream?.getVideoTracks()[0]?.readyState === 'ended'
    if (!this.#again) {
      this.#again = true
      void this.#begin()
    } else if (ended) {
      this.stop()
      this.state.value = 'stopped'
    } else {
      // It goes on looking: whatever was over the lens may go.
      this.state.value = 'blind'
    }
  }

  #run(): void {
    batch(() => {
      this.state.value = 'running'
      this.struggling.value = false
    })
    this.#search = { since: performance.now() }
    this.#looks = 0
    void this.#set()
    void this.#look(this.#turn)
  }

  async #look(turn: number): Promise<void> {
    const began = performance.now()
    const frame = await frameOf(this.video).catch(() => undefined)
    if (turn !== this.#turn) return
    const looks = this.#looks++
    const light = looks % lightEvery === 0 || this.state.value === 'blind'
    const seen = frame && (await readCodes(frame, effortOf(looks), { anew: looks === 0, light }))
    if (turn !== this.#turn) return
    this.#watch(!frame, seen?.light)
    this.parts.value = seen?.parts
    // Without a decoder on the phone the register is the only reader: no use in waiting.
    if (seen?.failed) this.#search.since = Math.min(this.#search.since, began - helpAfter)
    for (const text of seen?.texts ?? []) this.#found(text)
    if (turn !== this.#turn) return
    this.struggling.value = struggling(this.#search, performance.now())
    if (looks === lightEvery) this.#learn()
    this.lenses.consider(performance.now() - this.#search.since)
    if (askRegister(this.#search, performance.now(), navigator.onLine)) void this.#askRegister(turn)
    const rest = Math.max(0, lookEvery - (performance.now() - began))
    if (turn === this.#turn) this.#timer = setTimeout(() => void this.#look(turn), rest)
  }

  /** Notices a camera that shows nothing, and the dark. */
  #watch(empty: boolean, light: Light | undefined): void {
    const muted = this.#stream?.getVideoTracks()[0]?.muted === true
    const sight = { now: performance.now(), fresh: this.#frames?.fresh(), empty: empty || muted, light }
    if (this.#eye.look(sight)) {
      if (this.state.value === 'running') this.#lost()
      return
    }
    if (this.state.value === 'blind' && this.#eye.sees) this.state.value = 'running'
    if (this.#eye.sees && this.#looks > 16) this.#again = false
    if (!light) return
    this.dark.value = this.#dusk.measure(light)
    this.wantsTorch.value = this.dark.value && this.torch.value === 'off' && !this.#touchedTorch
  }

  /** Some cameras tell what they can do only once they have shown something. */
  #learn(): void {
    void this.lenses.learn()
    void this.#set()
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
    this.lenses.reads()
    this.onText(text)
  }
}

/** What an error of the camera means for the person. */
function stateOf(error: unknown): CameraState {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  return isGone(error) ? 'absent' : 'stopped'
}
