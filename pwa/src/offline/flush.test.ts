import { describe, expect, test } from 'vitest'
import type { Box } from './box'
import { promised, promisedBy, told } from './fixtures'
import { type Answer, answerOf, answersOf, bodyOf, flush, itemOf, batchesOf, pauseBefore } from './flush'
import { cancelled, type Promised } from './presence-record'
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
  const send = async (batch: Promised[]): Promise<Answer[]> => {
    sent.push(batch.map(({ id }) => id).join(' '))
    return batch.map(({ id }) => answers[id] ?? { kind: 'told', presence: told(id) })
  }
  return { sent, send }
}

const states = async (box: Box) => Object.fromEntries((await box.all()).map((record) => [record.id, record.state]))

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

  test('an out does not overtake its in, but anybody else’s may', async () => {
    const box = memoryBox()
    await box.add({ ...promised('in', 1), direction: 'in' }, { ...promised('out', 2), direction: 'out' })
    await box.add({ ...promised('other', 3), direction: 'in', worker: 'Ana' })
    const first = register({ in: { kind: 'later' } })
    expect(await flush(box, first.send)).toEqual({ waiting: 2 })
    expect(first.sent).toEqual(['in', 'other'])
    const second = register({})
    expect(await flush(box, second.send)).toEqual({ waiting: 0 })
    expect(second.sent).toEqual(['in', 'out'])
  })

  test('passes on how long the register wants to be left alone, and why', async () => {
    const { send } = register({ b: { kind: 'unreachable', retryAfter: 30, code: 'receipt_numbers_exhausted' } })
    expect(await flush(await three(), send)).toEqual({ waiting: 2, retryAfter: 30, code: 'receipt_numbers_exhausted' })
  })

  test('counts a try before it leaves, because the answer may be lost', async () => {
    const box = await three()
    let seen = 0
    await flush(box, async ([promise]) => {
      const record = await box.get(promise?.id ?? '')
      if (record?.state === 'promised') seen = record.tries
      return [{ kind: 'unreachable' }]
    })
    expect(seen).toBe(1)
  })

  test('what was forgotten while it was under way does not come back', async () => {
    const box = await three()
    await flush(box, async (batch) => {
      await box.empty()
      return batch.map(({ id }) => ({ kind: 'told', presence: told(id) }))
    })
    expect(await box.all()).toEqual([])
  })

  test('what was undone meanwhile stays undone', async () => {
    const box = await three()
    await flush(box, async (batch) => {
      for (const { id } of batch) await box.change(id, (record) => cancelled(record, 'PLANNING'))
      return batch.map(({ id }) => ({ kind: 'told', presence: told(id) }))
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

describe('the promises of a user', () => {
  /** Two of a foreman with one of the phone itself between them, then two more. */
  async function mixed(): Promise<Box> {
    const box = memoryBox()
    for (const [minute, id] of ['a', 'b', 'x', 'c', 'd'].entries()) {
      await box.add(id === 'x' ? promised(id, minute) : { ...promisedBy('foreman', id, minute), self: true })
    }
    return box
  }

  test('travel together, and nobody overtakes', async () => {
    const { sent, send } = register({})
    expect(await flush(await mixed(), send)).toEqual({ waiting: 0 })
    expect(sent).toEqual(['a b', 'x', 'c d'])
  })

  test('of two users never travel together, and of one at most fifty', () => {
    const many = Array.from({ length: 51 }, (_, i) => ({ ...promisedBy('foreman', String(i)), self: true as const }))
    const batches = batchesOf([...many, { ...promisedBy('manager', 'm'), self: true }])
    expect(batches.map((batch) => batch.length)).toEqual([50, 1, 1])
  })

  test('one that is refused fails no other', async () => {
    const box = await mixed()
    await flush(box, register({ a: { kind: 'refused', code: 'not_entitled' } }).send)
    expect(await states(box)).toEqual({ a: 'refused', b: 'registered', x: 'registered', c: 'registered', d: 'registered' })
  })

  test('wait for their user to sign in, hold up nobody else, and have not left', async () => {
    const box = await mixed()
    const out: Answer = { kind: 'signed_out' }
    expect(await flush(box, register({ a: out, b: out, c: out, d: out }).send)).toEqual({ waiting: 0, locked: 4 })
    expect(await states(box)).toMatchObject({ a: 'promised', x: 'registered', d: 'promised' })
    expect(await box.get('a')).toMatchObject({ tries: 0 })
  })

  test('each have their answer', () => {
    const batch = ['a', 'b', 'c', 'd'].map((id) => ({ ...promisedBy('foreman', id), self: true as const }))
    const problem = { type: 'about:blank', title: '', status: 422, code: 'invalid' }
    const items = [
      { added: true, presence: told('a') },
      { added: false, problem: { ...problem, errors: [{ field: 'on', code: 'day_passed' }] } },
      { added: true, presence: told('a') },
    ]
    expect(answersOf({ kind: 'ok', value: { items } }, batch).map(({ kind }) => kind)).toEqual(['told', 'refused', 'later', 'later'])
    expect(answersOf({ kind: 'unreachable' }, batch).map(({ kind }) => kind)).toEqual(Array(4).fill('unreachable'))
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
    expect(problem(429, 'too_many_requests', 9)).toEqual({ kind: 'unreachable', retryAfter: 9, code: 'too_many_requests' })
    expect(problem(503, 'busy')).toEqual({ kind: 'unreachable', code: 'busy' })
    expect(problem(500, 'internal')).toEqual({ kind: 'later' })
    expect(problem(408, 'timeout')).toEqual({ kind: 'later' })
    expect(problem(401, 'signed_out')).toEqual({ kind: 'signed_out' })
    expect(answerOf({ kind: 'unreachable' })).toEqual({ kind: 'unreachable' })
  })
})

test('the body holds what the contract asks, and neither the credential nor the phone’s own notes', () => {
  expect(bodyOf({ ...promised('a'), tries: 3 })).toEqual({
    worker: { limosa: '24910158641968060' },
    poster: '7K3M-Q9TD-2XVN',
    on: '2026-11-23',
    capturedAt: '2026-11-23T05:00:00.000Z',
  })
})

test('in and out say so, and a presence of a day says nothing of it', () => {
  expect(bodyOf({ ...promised('a'), direction: 'out' })).toMatchObject({ direction: 'out', on: '2026-11-23' })
  expect(bodyOf({ ...promised('a'), direction: 'day' })).not.toHaveProperty('direction')
})

test.each([
  [{ limosa: '24910158641968060' }, { limosa: '24910158641968060' }],
  [{ limosa: '24910158641968060', named: true } as const, { limosa: '24910158641968060', name: 'Testa Fictiva' }],
  [{ niss: '80000002011' }, { niss: '80000002011', name: 'Testa Fictiva' }],
  [{ self: true } as const, { self: true }],
  [{ like: 'q' }, { like: 'q' }],
])('a user registers %j without a secret', (whom, worker) => {
  const item = itemOf({ ...promisedBy('foreman', 'a'), ...whom })
  expect(item).toMatchObject({ id: 'a', worker })
  expect(item).not.toHaveProperty('secret')
})

test('pauses grow from 5 seconds to 5 minutes and respect the register’s wish', () => {
  expect([0, 1, 2, 3].map((round) => pauseBefore(round))).toEqual([5, 10, 20, 40])
  expect(pauseBefore(100)).toBe(300)
  expect(pauseBefore(0, 60)).toBe(60)
})
