import { expect, test } from 'vitest'
import { sayAgain, whenAgain } from './again'

test('where nobody draws a page nobody is asked', async () => {
  expect(await sayAgain()).toBe(false)
})

test('two requests ask the user once, and a third asks anew', async () => {
  let times = 0
  let answer: (said: boolean) => void = () => undefined
  whenAgain(() => {
    times++
    return new Promise((resolve) => {
      answer = resolve
    })
  })
  const both = Promise.all([sayAgain(), sayAgain()])
  answer(true)
  expect(await both).toEqual([true, true])
  expect(times).toBe(1)
  const third = sayAgain()
  answer(false)
  expect(await third).toBe(false)
  expect(times).toBe(2)
})
