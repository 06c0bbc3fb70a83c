/**
 * Which of a phone's cameras reads codes best, as far as a browser tells: many
 * open one for wide or far pictures first, which cannot focus on paper held
 * in the hand.
 */

/** What a browser tells of a camera before it is opened. */
export interface Device {
  id: string
  /** In the words of the phone; empty until a camera was allowed. */
  label: string
  /** As in getCapabilities of a device; browsers that do not tell leave it out. */
  facing?: readonly string[]
}

/** What a browser tells of a camera that is open (Image Capture, W3C); nothing of what it does not know. */
export interface Abilities {
  focusMode?: readonly string[]
  torch?: boolean
  zoom?: { min: number; max: number }
}

type Side = 'back' | 'front' | 'unknown'

/** On which side of the phone a camera is. Labels are in the language of the phone, or Android's own. */
export function sideOf({ label, facing }: Device): Side {
  if (facing?.includes('environment')) return 'back'
  if (facing?.includes('user')) return 'front'
  if (back.test(label)) return 'back'
  return front.test(label) ? 'front' : 'unknown'
}

// Words of the languages of the app, so far as phones say so in them. Lookbehind is too new for some of their browsers.
const back = /back|rear|environment|arrière|achter|rück|trasera|posterior|traseira|tyln|tylny|din spate|arka|hátsó|hátlapi|zadn|задн|خلفية/i
const front = /front|facetime|avant|voorzijde|voorkant|anterior|przedni|din față|ön kamera|előlapi|predn|передн|предн|أمامية/i

/** Words for cameras that are not for paper in the hand. */
const special = /ultra|wide|tele|macro|depth|infrared|\bir\b|mono|desk view|groot\s?hoek|weitwinkel|grand[- ]angle|gran ?angular|grandangol/i

/** iPhones put several of their cameras together and change between them by themselves: no special ones. */
const combined = /\b(?:dual|triple)\b/i

/** Android numbers the cameras of a phone; the first on each side is the main one. */
const numberOf = (label: string) => Number(/^camera2? (\d+)/i.exec(label)?.[1] ?? Number.POSITIVE_INFINITY)

/** Cameras as somebody would try them: the main one of the back first, those of the front last. */
export function inOrder(devices: readonly Device[]): Device[] {
  const sides: Side[] = ['back', 'unknown', 'front']
  const isSpecial = ({ label }: Device) => Number(special.test(label) && !combined.test(label))
  const number = (device: Device) => Math.min(numberOf(device.label), 1e3)
  return [...devices].sort((a, b) => sides.indexOf(sideOf(a)) - sides.indexOf(sideOf(b)) || isSpecial(a) - isSpecial(b) || number(a) - number(b))
}

/** Those that one changes between while scanning: of the back, where it is known which they are. */
export function choices(devices: readonly Device[]): Device[] {
  const ordered = inOrder(devices)
  const backs = ordered.filter((device) => sideOf(device) === 'back')
  return backs.length > 0 ? backs : ordered
}

/** Whether a browser says of a camera that it keeps focusing by itself; undefined when it says nothing of that. */
export function focuses({ focusMode, torch, zoom }: Abilities): boolean | undefined {
  if (focusMode) return focusMode.includes('continuous')
  return torch === undefined && zoom === undefined ? undefined : false
}

/**
 * The camera to try instead of one that is open; undefined where that one will
 * do, or nothing better is known. One that does not focus is left for any other
 * of the back; one that focuses but is without the light, which stands beside
 * the main camera, only for one that Android names before it.
 */
export function better(open: Device, abilities: Abilities, devices: readonly Device[], tried: readonly string[]): Device | undefined {
  const focus = focuses(abilities)
  if (focus === undefined || sideOf(open) === 'front' || (focus && abilities.torch)) return undefined
  const others = choices(devices).filter(({ id }) => id !== open.id && !tried.includes(id))
  if (focus) return others.find(({ label }) => numberOf(label) < numberOf(open.label) && numberOf(open.label) < Number.POSITIVE_INFINITY)
  return others.find((device) => sideOf(device) === 'back')
}

/** How well a camera is made for reading, to choose among those that were tried: the more the better. */
export function worth(abilities: Abilities): number {
  return Number(focuses(abilities) === true) * 2 + Number(abilities.torch === true)
}

/** How much nearer the button brings the code; undefined where the camera does not zoom so far. */
export function nearer({ zoom }: Abilities): number | undefined {
  const twice = 2 * Math.max(1, zoom?.min ?? 1)
  return zoom && zoom.max >= twice ? twice : undefined
}
