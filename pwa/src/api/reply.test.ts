import { expect, test } from 'vitest'
import { type Received, type Reply, replyOf } from './reply'

const cases: [string, Received, Reply<unknown>][] = [
  ['a presence', { status: 201, body: { id: 'a' } }, { kind: 'ok', value: { id: 'a' } }],
  ['the login page of a hotel as 200', { status: 200, body: undefined }, { kind: 'unreachable' }],
  ['other JSON as 200', { status: 200, body: { hello: 'guest' } }, { kind: 'unreachable' }],
  ['a refusal', { status: 422, body: { code: 'day_passed' } }, { kind: 'problem', status: 422, code: 'day_passed' }],
  [
    'a refusal that names the input',
    { status: 422, body: { code: 'invalid', errors: [{ field: 'on', code: 'day_too_far' }] } },
    { kind: 'problem', status: 422, code: 'day_too_far', errors: [{ field: 'on', code: 'day_too_far' }] },
  ],
  [
    'a picture that could not be read',
    { status: 422, body: { code: 'code_not_found', advice: 'far' } },
    { kind: 'problem', status: 422, code: 'code_not_found', advice: 'far' },
  ],
  [
    'advice of a newer register',
    { status: 422, body: { code: 'code_not_found', advice: 'sideways' } },
    { kind: 'problem', status: 422, code: 'code_not_found' },
  ],
  ['a 404 of some proxy', { status: 404, body: { message: 'no such host' } }, { kind: 'unreachable' }],
  ['a 502 in HTML', { status: 502, body: undefined }, { kind: 'unreachable' }],
  [
    'a register that asks for patience',
    { status: 429, body: { code: 'too_many_requests' }, retryAfter: '7' },
    { kind: 'problem', status: 429, code: 'too_many_requests', retryAfter: 7 },
  ],
]

test.each(cases)('%s', (_, received, reply) => {
  expect(replyOf(received, (body) => 'id' in body)).toEqual(reply)
})
