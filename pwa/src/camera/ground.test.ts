import { expect, test } from 'vitest'
import { isTransparent, over } from './ground'

const pixels = Uint8ClampedArray.from([0, 0, 0, 255, 0, 0, 0, 0, 255, 255, 255, 0, 100, 0, 200, 51])

test('a transparent picture is laid over white', () => {
  expect([...over(pixels, 'white')]).toEqual([0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 224, 204, 244, 255])
})

test('or over black, where light modules were lost on white', () => {
  expect([...over(pixels, 'black')]).toEqual([0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255, 20, 0, 40, 255])
})

test('one pixel makes a picture transparent', () => {
  expect(isTransparent(pixels)).toBe(true)
  expect(isTransparent(pixels.slice(0, 4))).toBe(false)
  expect(isTransparent(over(pixels, 'white'))).toBe(false)
})
