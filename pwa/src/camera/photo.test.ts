import { expect, test } from 'vitest'
import type { Reply } from '../api/reply'
import { resultOf, untilRead } from './photo'

const problem = (status: number, code: string) => resultOf({ kind: 'problem', status, code })

test('codes that the register read are found', () => {
  expect(resultOf({ kind: 'ok', value: { codes: [{ text: 'a', kind: 'unknown' }] } })).toEqual({ kind: 'found', texts: ['a'] })
})

test('what the register saw in the photo is told', () => {
  expect(resultOf({ kind: 'problem', status: 422, code: 'code_not_found', advice: 'dark' })).toEqual({ kind: 'dark' })
})

test('each failure is told apart', () => {
  expect(problem(422, 'code_not_found')).toEqual({ kind: 'nothing' })
  expect(problem(422, 'code_part')).toEqual({ kind: 'part' })
  expect(problem(413, 'picture_too_large')).toEqual({ kind: 'too_large' })
  expect(problem(503, 'busy')).toEqual({ kind: 'busy' })
  expect(problem(429, 'too_many_requests')).toEqual({ kind: 'busy' })
  expect(problem(415, 'unsupported_type')).toEqual({ kind: 'unreadable' })
  expect(problem(422, 'picture_unreadable')).toEqual({ kind: 'unreadable' })
  expect(resultOf({ kind: 'unreachable' })).toEqual({ kind: 'offline' })
})

test('a busy register is asked again when it says so, and not for ever', async () => {
  const busy: Reply<string> = { kind: 'problem', status: 503, code: 'busy', retryAfter: 3 }
  const waits: number[] = []
  const sleep = (ms: number) => Promise.resolve(void waits.push(ms))
  const replies: Reply<string>[] = [busy, { kind: 'problem', status: 503, code: 'busy' }, { kind: 'ok', value: 'read' }]
  expect(await untilRead(() => Promise.resolve(replies.shift() ?? busy), sleep)).toEqual({ kind: 'ok', value: 'read' })
  expect(waits).toEqual([3000, 2000])
  expect(await untilRead(() => Promise.resolve(busy), sleep)).toEqual(busy)
  expect(waits.length).toBe(2 + 4)
})
