import { useEffect, useRef, useState } from 'preact/hooks'
import { now } from '../../api/clock'
import type { Reply } from '../../api/reply'
import { beginRollCall, endRollCall, type Evacuation, getRollCall, putTick } from '../../api/roll-calls'
import { me } from '../../api/session'
import type { EvacuationList } from '../../offline/evacuation-lists'
import { keepRollCall, merged, noRollCall, recallRollCall, type RollCall, unsent, withAnswer, withoutTicks, withTick } from '../../offline/roll-calls'

/** Pauses between two questions while the page is seen, in milliseconds. */
const every = 3_000
/** A tick that is older does not begin a roll-call: it was of another one, without network. In milliseconds. */
const fresh = 15 * 60_000

/** Who was ticked off, and what a marshal can do. */
export interface Marshalling {
  call: RollCall
  /** Whether several marshals tick together: those of the company that keeps the workplace. */
  shared: boolean
  /** Why the last thing was not done. */
  failed: Reply<unknown> | undefined
  /** Whose tick the register did not take, by the ids of their presences; until they are ticked anew. */
  refused: string[]
  toggle: (presence: string) => void
  choose: (point: string) => void
  /** Takes the names of the muster points, after they were changed. */
  renamed: (points: string[]) => void
  anew: () => void
  end: () => void
}

/** The roll-call of a list, with the ticks of this phone and of all others that have network. */
export function useRollCall(list: EvacuationList | null | undefined): Marshalling {
  const [call, setCall] = useState<RollCall>(() => noRollCall(''))
  const [failed, setFailed] = useState<Reply<unknown>>()
  const [refused, setRefused] = useState<string[]>([])
  const sharing = useRef<Sharing | undefined>(undefined)
  const { number = '', on = '', kept = false } = list ?? {}
  useEffect(() => {
    if (!number) return
    const one = new Sharing({ number, on, kept }, { call: setCall, failed: setFailed, refused: setRefused })
    sharing.current = one
    const look = () => (document.visibilityState === 'visible' ? one.ask() : one.pause())
    document.addEventListener('visibilitychange', look)
    addEventListener('online', look)
    look()
    return () => {
      document.removeEventListener('visibilitychange', look)
      removeEventListener('online', look)
      one.finish()
    }
  }, [number, on, kept])
  const it = sharing.current
  return {
    call,
    shared: kept,
    failed,
    refused,
    toggle: (presence) => it?.toggle(presence),
    choose: (point) => it?.change({ ...it.call, point }),
    renamed: (points) => it?.change({ ...it.call, points, point: points.includes(it.call.point) ? it.call.point : '' }),
    anew: () => void it?.anew(),
    end: () => void it?.end(),
  }
}

/** Where what changes is shown. */
interface Shows {
  call: (call: RollCall) => void
  failed: (reply: Reply<unknown> | undefined) => void
  refused: (presences: string[]) => void
}

/** Ticks on this phone at once, and tells the register and asks it as often as it can. */
class Sharing {
  call: RollCall
  #timer: ReturnType<typeof setTimeout> | undefined
  #busy = false
  #wanted = false
  #over = false
  #tag = ''
  #refused: string[] = []

  private readonly number: string
  private readonly shared: boolean

  constructor(
    { number, on, kept }: Pick<EvacuationList, 'number' | 'on' | 'kept'>,
    private readonly show: Shows,
  ) {
    this.number = number
    this.shared = kept
    this.call = recallRollCall(number, on)
    show.call(this.call)
  }

  change(call: RollCall): void {
    this.call = call
    keepRollCall(this.number, call)
    if (!this.#over) this.show.call(call)
  }

  take(evacuation: Evacuation): void {
    this.#tag = ''
    this.change(merged(this.call, evacuation, now()))
  }

  toggle(presence: string): void {
    this.#refuse(this.#refused.filter((one) => one !== presence))
    const found = !this.call.ticks[presence]?.found
    this.change(withTick(this.call, presence, { found, at: now().toISOString(), by: me.value?.name ?? '' }))
    this.ask()
  }

  async anew(): Promise<void> {
    if (!this.shared) return this.change(withoutTicks(this.call))
    const reply = await beginRollCall(this.number, this.call.id)
    if (reply.kind === 'ok') this.take(reply.value)
    // Without network one begins alone; what is ticked from now on begins the next roll-call.
    if (reply.kind === 'unreachable') this.change(withoutTicks(this.call))
    this.show.failed(reply.kind === 'problem' ? reply : undefined)
  }

  async end(): Promise<void> {
    const reply = await endRollCall(this.number, this.call.id)
    if (reply.kind === 'ok') this.take(reply.value)
    this.show.failed(reply.kind === 'ok' ? undefined : reply)
  }

  ask(): void {
    this.pause()
    this.#wanted = true
    if (!this.#busy && !this.#over && this.shared) void this.#rounds()
  }

  pause(): void {
    clearTimeout(this.#timer)
  }

  finish(): void {
    this.pause()
    this.#over = true
  }

  async #rounds(): Promise<void> {
    this.#busy = true
    while (this.#wanted && !this.#over) {
      this.#wanted = false
      await this.#round()
    }
    this.#busy = false
    if (!this.#over && document.visibilityState === 'visible') this.#timer = setTimeout(() => this.ask(), every)
  }

  async #round(): Promise<void> {
    const reply = await getRollCall(this.number, this.#tag)
    if (reply.kind !== 'ok') return
    if (reply.value.evacuation) this.take(reply.value.evacuation)
    this.#tag = reply.value.tag
    if (this.call.state === 'none' && unsent(this.call).some(([, { at }]) => now().getTime() - Date.parse(at) < fresh)) {
      const begun = await beginRollCall(this.number, this.call.id)
      if (begun.kind === 'ok') this.take(begun.value)
    }
    if (this.call.state === 'open') await this.#send()
  }

  #refuse(presences: string[]): void {
    this.#refused = presences
    if (!this.#over) this.show.refused(presences)
  }

  /** Sends what is not known yet. Whom the register does not know there is not asked about again. */
  async #send(): Promise<void> {
    for (const [presence, { found, point, at }] of unsent(this.call)) {
      const reply = await putTick(this.number, this.call.id, presence, { found, at, ...(point && { point }) })
      if (reply.kind === 'ok') this.change(withAnswer(this.call, reply.value))
      else if (reply.kind === 'problem' && [404, 422].includes(reply.status)) {
        this.change(withAnswer(this.call, { presence, found: false, at, by: '' }))
        // Nobody must believe somebody found whom the register does not count.
        if (found) this.#refuse([...this.#refused, presence])
        if (reply.status === 422) this.show.failed(reply)
      } else return
    }
  }
}
