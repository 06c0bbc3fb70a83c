import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ceiling, Locator } from './location'

/** A phone whose whereabouts the test tells. */
function phone() {
  let tell: PositionCallback | undefined
  let fail: PositionErrorCallback | null | undefined
  return {
    watchPosition: (found: PositionCallback, failed?: PositionErrorCallback | null) => {
      ;[tell, fail] = [found, failed]
      return 1
    },
    clearWatch: vi.fn(),
    at: (latitude: number) => tell?.({ coords: { latitude, longitude: 4.3, accuracy: 9 } } as GeolocationPosition),
    refuse: () => fail?.({ code: 1, PERMISSION_DENIED: 1 } as GeolocationPositionError),
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('what was read while the page was open is there at the tap, at once', async () => {
  const mine = phone()
  const locator = new Locator(mine)
  const allowed = locator.start()
  mine.at(50.8)
  mine.at(50.9)
  expect(await allowed).toBe('on')
  expect(await locator.take()).toEqual({ latitude: 50.9, longitude: 4.3, accuracy: 9 })
})

test('the tap waits a moment for the first position, and never longer', async () => {
  const mine = phone()
  const locator = new Locator(mine)
  void locator.start()
  const taken = locator.take()
  mine.at(50.8)
  expect(await taken).toMatchObject({ latitude: 50.8 })

  const slow = new Locator(phone())
  void slow.start()
  let answer: unknown = 'waiting'
  void slow.take().then((position) => (answer = position))
  await vi.advanceTimersByTimeAsync(ceiling - 1)
  expect(answer).toBe('waiting')
  await vi.advanceTimersByTimeAsync(1)
  expect(answer).toBeUndefined()
})

test('a refusal is told, and holds up nothing', async () => {
  const mine = phone()
  const locator = new Locator(mine)
  const allowed = locator.start()
  const taken = locator.take()
  mine.refuse()
  expect([await allowed, await taken]).toEqual(['refused', undefined])
  expect(await new Locator(undefined).start()).toBe('refused')
})

test('a position of long ago, and one of before it was switched off, is not where the phone is', async () => {
  const mine = phone()
  let now = 0
  const locator = new Locator(mine, () => now)
  void locator.start()
  mine.at(50.8)
  now = 180_000
  const taken = locator.take()
  await vi.advanceTimersByTimeAsync(ceiling)
  expect(await taken).toBeUndefined()
  mine.at(50.8)
  locator.stop()
  expect(mine.clearWatch).toHaveBeenCalledWith(1)
  expect(await locator.take()).toBeUndefined()
})
