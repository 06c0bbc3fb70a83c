/**
 * The cameras of a phone while one of them reads: a better one is tried when
 * nothing was read for a moment, the person changes it, and what was best is
 * remembered.
 */
import { signal } from '@preact/signals'
import type { Abilities, Device } from './lens'
import { abilitiesOf, cameras, rememberCamera, rememberedCamera } from './stream'

/** A camera has this long to read something before a better one is tried, in milliseconds: opening costs as much. */
const patience = 1_500

/** Not more others are tried than this. */
const mostTried = 2

/** What is known of cameras; the first script is short without it, and it comes once one reads. */
let known: typeof import('./lens') | undefined

/** Which camera of how many. */
export interface Chosen {
  number: number
  of: number
}

/** Opens cameras by their id, through `begin`. */
export class Lenses {
  /** How many the person can choose from while scanning. */
  readonly count = signal(0)
  /** How many there are at all, for when one of them fails. */
  readonly all = signal(0)
  /** The one that the person has just changed to. */
  readonly chosen = signal<Chosen | undefined>(undefined)
  /** Whether the code is brought nearer; undefined where this camera cannot. */
  readonly zoomed = signal<boolean | undefined>(undefined)

  #devices: Device[] = []
  #open: Device | undefined
  #track: MediaStreamTrack | undefined
  #tried = new Map<string, number>()
  /** No other is tried: one was remembered, chosen, or reads. */
  #settled = false

  constructor(private readonly begin: (id: string) => Promise<void>) {}

  /** How far to zoom; undefined where it cannot. */
  get zoom(): number | undefined {
    if (this.zoomed.value === undefined) return undefined
    return this.zoomed.value ? known?.nearer(this.#abilities) : Math.max(1, this.#abilities.zoom?.min ?? 1)
  }

  /** Takes note of the camera that was opened. */
  open(track: MediaStreamTrack | undefined): void {
    const { deviceId: id = '', facingMode: facing } = track?.getSettings() ?? {}
    this.#open = { id, label: track?.label ?? '', ...(facing && { facing: [facing] }) }
    this.#track = track
    if (id !== '' && id === rememberedCamera()) this.#settled = true
  }

  /** Learns what the camera can do, which some tell only once they have shown something, and which others there are. */
  async learn(): Promise<void> {
    const open = this.#open
    known ??= await import('./lens').catch(() => undefined)
    const found = await cameras()
    if (!known || !open || this.#open !== open) return
    if (known.nearer(this.#abilities) !== undefined) this.zoomed.value ??= false
    this.#devices = found
    const listed = found.find(({ id }) => id === open.id)
    if (!open.facing && listed?.facing) open.facing = listed.facing
    this.count.value = known.choices(found).length
    this.all.value = found.length
  }

  /** The camera was let go. */
  leave(): void {
    this.zoomed.value = undefined
  }

  /** Changes whether the code is brought nearer. */
  switchZoom(): void {
    this.zoomed.value = this.zoomed.value === undefined ? undefined : !this.zoomed.value
  }

  /** Something was read: this camera will do, and is opened at once from now on if another was tried before it. */
  reads(): void {
    if (this.#settled || !this.#open) return
    this.#settled = true
    if (this.#tried.size > 0) rememberCamera(this.#open.id)
  }

  /** Tries another camera if the open one has read nothing for so long and a better one may be there. */
  consider(idle: number): void {
    const open = this.#open
    if (this.#settled || !known || !open || this.#devices.length < 2 || idle < patience || this.#tried.has(open.id)) return
    this.#tried.set(open.id, known.worth(this.#abilities))
    const next = this.#tried.size <= mostTried ? known.better(open, this.#abilities, this.#devices, [...this.#tried.keys()]) : undefined
    if (next) void this.begin(next.id)
    else this.#settle(open)
  }

  /** Changes to the next camera, for the person, and remembers it; after a fault, those of the front too. */
  async change(fault: boolean): Promise<void> {
    const among = known?.[fault ? 'inOrder' : 'choices'](this.#devices) ?? []
    const number = (among.findIndex(({ id }) => id === this.#open?.id) + 1) % among.length
    const next = among[number]
    if (!next) return
    this.#settled = true
    rememberCamera(next.id)
    this.chosen.value = { number: number + 1, of: among.length }
    setTimeout(() => (this.chosen.value = undefined), 3_000)
    await this.begin(next.id)
  }

  /** Nothing better is left: the best of those that were tried is kept. */
  #settle(open: Device): void {
    this.#settled = true
    const [best] = [...this.#tried].sort(([, a], [, b]) => b - a)
    if (!best || this.#tried.size < 2) return
    rememberCamera(best[0])
    if (best[0] !== open.id) void this.begin(best[0])
  }

  get #abilities(): Abilities {
    return abilitiesOf(this.#track)
  }
}
