import { describe, expect, test } from 'vitest'
import type { Box } from './box'
import { promised, told } from './fixtures'
import { type Answer, answerOf, bodyOf, flush, pauseBefore } from './flush'
import { cancelled, type Promised } from './kept'
import { memoryBox } from './memory-box'

/** A box with promises a, b and c, made in this order but added in another. */
async function three(): Promise<Box> {
  const box = memoryBox()
  for (const [id, minute] of [['c', 3], ['a', 1], ['b', 2]] as const) await box.add(promised(id, minute))
  return box
}

/** A register that answers by id, and remembers what it was sent. */
function register(answers: Record<string, Answer>) {
  const sent: string[] = []
  const send = async (promise: Promised): Promise<Answer> => {
    sent.push(promise.id)
    return answers[promise.id] ?? { kind: 'told', presence: told(promise.id) }
  }
  return { sent, send }
}

const states = async (box: Box) => Object.fromEntries((await box.all()).map((kept) => [kept.id, kept.state]))

describe('flush', () => {
  test('sends oldest first and settles each', async () => {
    const box = await three()
    const { sent, send } = register({})
    expect(await flush(box, send)).toEqual({ waiting: 0 })
    expect(sent).toEqual(['a', 'b', 'c'])
    expect(await states(box)).toEqual({ a: 'registered', b: 'registered', c: 'registered' })
  })

  test('stops when nobody answers, and keeps every promise', async () => {
    const box = await three()
    const { sent, send } = register({ a: { kind: 'unreachable' } })
    expect(await flush(box, send)).toEqual({ waiting: 3 })
    expect(sent).toEqual(['a'])
    expect(await states(box)).toEqual({ a: 'promised', b: 'promised', c: 'promised' })
  })

  test('a refused promise does not hold up the next', async () => {
    const box = await three()
    const { send } = register({ a: { kind: 'refused', code: 'day_passed' } })
    expect(await flush(box, send)).toEqual({ waiting: 0 })
    expect(await box.get('a')).toMatchObject({ state: 'refused', code: 'day_passed' })
    expect(await states(box)).toMatchObject({ b: 'registered', c: 'registered' })
  })

  test('neither does one over which the register stumbles, and it is tried again', async () => {
    const box = await three()
    const first = register({ a: { kind: 'later' } })
    expect(await flush(box, first.send)).toEqual({ waiting: 1 })
    expect(await states(box)).toEqual({ a: 'promised', b: 'registered', c: 'registered' })
    const second = register({})
    expect(await flush(box, second.send)).toEqual({ waiting: 0 })
    expect(second.sent).toEqual(['a'])
  })

  test('passes on how long the register wants to be left alone', async () => {
    const { send } = register({ b: { kind: 'unreachable', retryAfter: 30 } })
    expect(await flush(await three(), send)).toEqual({ waiting: 2, retryAfter: 30 })
  })

  test('counts a try before it leaves, because the answer may be lost', async () => {
    const box = await three()
    let seen = 0
    await flush(box, async (promise) => {
      const kept = await box.get(promise.id)
      if (kept?.state === 'promised') seen = kept.tries
      return { kind: 'unreachable' }
    })
    expect(seen).toBe(1)
  })

  test('what was forgotten while it was under way does not come back', async () => {
    const box = await three()
    await flush(box, async (promise) => {
      await box.empty()
      return { kind: 'told', presence: told(promise.id) }
    })
    expect(await box.all()).toEqual([])
  })

  test('what was undone meanwhile stays undone', async () => {
    const box = await three()
    await flush(box, async (promise) => {
      await box.change(promise.id, (kept) => cancelled(kept, 'PLANNING'))
      return { kind: 'told', presence: told(promise.id) }
    })
    expect(await states(box)).toEqual({ a: 'cancelled', b: 'cancelled', c: 'cancelled' })
  })

  test('a register that gives the number later has it, but it is not green', async () => {
    const box = await three()
    const queued: Answer = { kind: 'told', presence: told('a', { state: 'queued', receiptNumber: undefined }) }
    await flush(box, register({ a: queued }).send)
    expect(await box.get('a')).toMatchObject({ state: 'queued' })
  })
})

describe('answers', () => {
  const problem = (status: number, code: string, retryAfter?: number) =>
    answerOf({ kind: 'problem', status, code, ...(retryAfter !== undefined && { retryAfter }) })

  test('refusals of the content are final', () => {
    expect(problem(422, 'day_passed')).toEqual({ kind: 'refused', code: 'day_passed' })
    expect(problem(409, 'id_reused')).toEqual({ kind: 'refused', code: 'id_reused' })
    expect(problem(404, 'poster_unknown')).toEqual({ kind: 'refused', code: 'poster_unknown' })
  })

  test('a full, slow or stumbling register is asked again', () => {
    expect(problem(429, 'too_many_requests', 9)).toEqual({ kind: 'unreachable', retryAfter: 9 })
    expect(problem(503, 'busy')).toEqual({ kind: 'unreachable' })
    expect(problem(500, 'internal')).toEqual({ kind: 'later' })
    expect(problem(408, 'timeout')).toEqual({ kind: 'later' })
    expect(answerOf({ kind: 'unreachable' })).toEqual({ kind: 'unreachable' })
  })
})

test('the body holds what the contract asks and nothing of the phone’s own notes', () => {
  expect(bodyOf({ ...promised('a'), tries: 3 })).toEqual({
    worker: { limosa: '24910158641968060' },
    poster: '7K3M-Q9TD-2XVN',
    on: '2026-11-23',
    capturedAt: '2026-11-23T05:00:00.000Z',
    secret: 'secret of a',
  })
})

test('pauses grow from 5 seconds to 5 minutes and respect the register’s wish', () => {
  expect([0, 1, 2, 3].map((round) => pauseBefore(round))).toEqual([5, 10, 20, 40])
  expect(pauseBefore(100)).toBe(300)
  expect(pauseBefore(0, 60)).toBe(60)
})
