import { expect, test } from 'vitest'
import { Dusk, Eye, lightOf } from './eye'

const lit = { mean: 120, most: 240 }
const night = { mean: 0, most: 2 }

/** What an eye says at looks every 125 ms. */
function watch(eye: Eye, looks: number, sight: (n: number) => Partial<Parameters<Eye['look']>[0]>): boolean[] {
  return Array.from({ length: looks }, (_, n) => eye.look({ now: n * 125, empty: false, ...sight(n) }))
}

test('a camera that shows another picture each time is not blind', () => {
  expect(watch(new Eye(0), 80, () => ({ fresh: true, light: lit }))).not.toContain(true)
})

test('no new picture for two seconds', () => {
  const seen = watch(new Eye(0), 40, (n) => ({ fresh: n < 8 }))
  expect(seen.indexOf(true)).toBe(8 + 16)
})

test('black for two seconds, though every picture is new', () => {
  const seen = watch(new Eye(0), 40, (n) => ({ fresh: true, ...(n % 4 === 0 && { light: n < 8 ? lit : night }) }))
  expect(seen.indexOf(true)).toBe(8 + 16)
})

test('muted, or without a picture from the start: counted from when it was opened', () => {
  const eye = new Eye(-2_000)
  expect(watch(eye, 8, () => ({ empty: true })).indexOf(true)).toBe(5)
  expect(eye.sees).toBe(false)
})

test('where the browser does not tell of new pictures nothing is said of them', () => {
  expect(watch(new Eye(0), 80, () => ({ light: lit }))).not.toContain(true)
})

test('a page that slept for a minute has not looked', () => {
  const eye = new Eye(0)
  eye.look({ now: 0, empty: false, fresh: true })
  expect([60_000, 60_125, 60_250].map((now) => eye.look({ now, empty: false, fresh: false }))).toEqual([false, false, false])
  expect(eye.look({ now: 60_375, empty: false, fresh: true })).toBe(false)
})

test('it sees again as soon as there is something', () => {
  const eye = new Eye(0)
  watch(eye, 40, () => ({ empty: true }))
  eye.look({ now: 6_000, empty: false, fresh: true, light: lit })
  expect(eye.sees).toBe(true)
})

test('dark is said after a moment, and not taken back at the edge of it', () => {
  const dusk = new Dusk()
  const said = [120, 30, 30, 90, 30, 30, 30, 50, 60, 50, 40, 69, 80, 80, 80].map((mean) => dusk.measure({ mean, most: 255 }))
  expect(said).toEqual([false, false, false, false, false, false, true, true, true, true, true, true, true, true, false])
})

test('light is measured as eyes see it', () => {
  expect(lightOf(Uint8ClampedArray.from([0, 0, 0, 255, 255, 255, 255, 255]))).toEqual({ mean: 127.5, most: 255 })
  expect(lightOf(new Uint8ClampedArray(0))).toEqual({ mean: 0, most: 0 })
})
