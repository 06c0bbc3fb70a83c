/** Films for the phone's camera: QR codes on paper, held by hand. */
import { closeSync, openSync, writeSync } from 'node:fs'
import { encodeQR } from 'qr'
import type { Sheet } from './print'

/** One thing that the camera sees for a while, a second unless told. */
export interface Scene {
  /** What the code says; a scene without is an empty wall. */
  text?: string
  /** Or a printed page, held up as a whole. */
  page?: Sheet
  seconds?: number
  /** Degrees that the paper is turned. */
  tilt?: number
}

const width = 640
const height = 480
const rate = 10
const ink = 45
const paper = 205
const wall = 140

/** Writes a film that the browser plays over and over. */
export function writeFilm(path: string, scenes: Scene[]): void {
  const file = openSync(path, 'w')
  const colour = Buffer.alloc((width * height) / 2, 128)
  writeSync(file, `YUV4MPEG2 W${width} H${height} F${rate}:1 Ip A1:1 C420jpeg\n`)
  for (const scene of scenes) {
    const pictures = [0, 1, 2].map((hand) => picture(scene, hand))
    for (let frame = 0; frame < (scene.seconds ?? 1) * rate; frame++) {
      writeSync(file, 'FRAME\n')
      writeSync(file, pictures[frame % pictures.length] as Buffer)
      writeSync(file, colour)
    }
  }
  closeSync(file)
}

/** One picture of a scene; `hand` is how far the hand has moved. */
function picture(scene: Scene, hand: number): Buffer {
  const luminance = Buffer.alloc(width * height)
  const seen = view(held(scene), ((scene.tilt ?? 8) + hand) * (Math.PI / 180), hand * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      luminance[y * width + x] = seen(x, y) + (grain[(y * 977 + x + hand * 5003) % grain.length] ?? 0) - x * shade
    }
  }
  return luminance
}

/** What is held before the camera: how bright it is at each of its points; undefined beyond its edge. */
interface Held {
  width: number
  height: number
  at(x: number, y: number): number | undefined
}

function held({ text, page }: Scene): Held {
  if (page) {
    const bright = (gray: number | undefined) => gray === undefined ? undefined : ink + (gray / 255) * (paper - ink)
    return { ...page, at: (x, y) => (x < 0 || x >= page.width ? undefined : bright(page.pixels[y * page.width + x])) }
  }
  const modules = text ? encodeQR(text, 'raw', { ecc: 'medium', border: 4 }) : []
  const side = modules.length
  return { width: side, height: side, at: (x, y) => modules[y]?.[x] === undefined ? undefined : modules[y][x] ? ink : paper }
}

/** What is at a pixel: the paper leans back, so that its right side is farther away. */
function view(thing: Held, angle: number, shift: number): (x: number, y: number) => number {
  const scale = thing.height / (height * 0.86)
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)]
  return (x, y) => {
    const dx = x - width / 2 - shift
    const dy = y - height / 2 + shift
    const far = 1 + dx * 0.0004
    const column = Math.floor((dx * cos + dy * sin) * scale * far + thing.width / 2)
    const row = Math.floor((dy * cos - dx * sin) * scale * far + thing.height / 2)
    return thing.at(column, row) ?? wall
  }
}

/** The sensor's noise in the half-dark, and how much less light falls on the right. */
const grain = Array.from({ length: 8191 }, () => Math.round((Math.random() + Math.random() + Math.random() - 1.5) * 16))
const shade = 30 / width
