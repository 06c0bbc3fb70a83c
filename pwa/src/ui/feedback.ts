/**
 * What can be felt and heard, for hands in gloves and eyes in the sun. A
 * phone without sound or vibration misses nothing that is not on screen.
 */

/** A code was read; registered; kept or remarked; refused. */
export type Event = 'read' | 'good' | 'wait' | 'bad'

/** Milliseconds of vibration and silence in turn. */
const buzz: Record<Event, number[]> = {
  read: [60],
  good: [120, 60, 250],
  wait: [80, 80, 80],
  bad: [400],
}

/** Notes in turn: hertz and seconds. */
const tune: Record<Event, [number, number][]> = {
  read: [[1320, 0.09]],
  good: [
    [880, 0.12],
    [1320, 0.24],
  ],
  wait: [
    [660, 0.12],
    [660, 0.12],
  ],
  bad: [
    [330, 0.18],
    [220, 0.36],
  ],
}

let audio: AudioContext | undefined

/** Lets sound be heard later: browsers allow it only after a tap. Call it in one. */
export function allowSound(): void {
  if (typeof AudioContext === 'undefined') return
  audio ??= new AudioContext()
  void audio.resume().catch(() => undefined)
}

/** Vibrates and sounds. */
export function feel(event: Event): void {
  // Before the first tap browsers do not vibrate, and complain when asked to.
  if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(buzz[event])
  if (audio?.state === 'running') play(audio, tune[event])
}

function play(on: AudioContext, notes: [number, number][]): void {
  let at = on.currentTime
  for (const [hertz, seconds] of notes) {
    const note = on.createOscillator()
    const volume = on.createGain()
    note.frequency.value = hertz
    volume.gain.setValueAtTime(0.0001, at)
    volume.gain.exponentialRampToValueAtTime(0.3, at + 0.01)
    volume.gain.exponentialRampToValueAtTime(0.0001, at + seconds)
    note.connect(volume).connect(on.destination)
    note.start(at)
    note.stop(at + seconds)
    at += seconds + 0.04
  }
}
