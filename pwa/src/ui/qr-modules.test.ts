import { decodeQR } from 'qr/decode.js'
import { describe, expect, it } from 'vitest'
import { drawQr, type QrDrawing } from './qr-modules'

/** Paints a drawing as a picture of `scale` pixels a module. */
function paint({ side, path }: QrDrawing, scale: number) {
  const size = side * scale
  const data = new Uint8Array(size * size * 4).fill(255)
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++) {
      const from = (row * size + Number(x) * scale) * 4
      data.fill(0, from, from + Number(run) * scale * 4)
    }
  }
  for (let i = 3; i < data.length; i += 4) data[i] = 255
  return { width: size, height: size, data }
}

describe('a drawn code reads back', () => {
  it.each([
    ['a poster’s link', 'https://ciaw.example/p/7K3M-Q9TD-2XVN'],
    ['a raw Limosa text', 'https://limosa.example/l1?nr=24990000000000152&naam=Ștefan Exemplu'],
    ['a receipt', `https://ciaw.example/r#${'eyJhbGciOiJFZERTQSJ9.'.repeat(24)}`],
  ])('%s', (_, text) => {
    expect(decodeQR(paint(drawQr(text), 4))).toBe(text)
  })
})

it('keeps four modules free on every side', () => {
  const { side, path } = drawQr('https://ciaw.example/p/7K3M-Q9TD-2XVN')
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, run]) => [Number(x), Number(y), Number(run)])
  expect(Math.min(...runs.map(([x]) => x as number))).toBe(4)
  expect(Math.max(...runs.map(([x, , run]) => (x as number) + (run as number)))).toBe(side - 4)
  expect(Math.min(...runs.map(([, y]) => y as number))).toBe(4)
  expect(Math.max(...runs.map(([, y]) => y as number))).toBe(side - 5)
})

it('refuses a text that fits no code', () => {
  expect(() => drawQr('x'.repeat(3000))).toThrow(/overflow/i)
})
