import { expect, test } from 'vitest'
import type { PosterReply } from '../../api/client'
import { judge } from './model'

const poster = (change: Partial<PosterReply> = {}, open: 'open' | 'closed' = 'open') => ({
  kind: 'ok' as const,
  value: {
    code: '7K3M-Q9TD-2XVN', revoked: false, today: '2026-11-23', lastDay: '2026-12-28',
    workplace: { number: '1Y102TG6Z4BDZ', name: 'Testwerf Noord', sector: 'construction' as const, address: 'X', open, directions: ['day' as const], selfOnly: false, posterNeeded: false },
    ...change,
  },
})

test.each([
  ['right', poster(), { kind: 'right', gate: '' }],
  ['right, of a gate', poster({ gate: 'Noord' }), { kind: 'right', gate: 'Noord' }],
  ['revoked', poster({ revoked: true }), { kind: 'revoked', gate: '' }],
  ['of a workplace that is closed', poster({}, 'closed'), { kind: 'not_open', gate: '' }],
  ['not of this register', { kind: 'problem', status: 404, code: 'poster_unknown' } as const, { kind: 'unknown' }],
  ['not to be asked about now', { kind: 'unreachable' } as const, { kind: 'unreachable' }],
  ['when the register stumbles', { kind: 'problem', status: 500, code: 'internal' } as const, { kind: 'unreachable' }],
])('a poster that is %s', (_, reply, outcome) => expect(judge(reply, '1Y102TG6Z4BDZ')).toEqual(outcome))

test('of another workplace, revoked or not', () => {
  expect(judge(poster({ revoked: true }), '1Y10OTHER1Z')).toEqual({ kind: 'other_place', name: 'Testwerf Noord' })
})
