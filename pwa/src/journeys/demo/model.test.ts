import { describe, expect, it } from 'vitest'
import { describeLimosas, groupLimosa, onlyHere, stateOf } from './model'

const text = (nr: string, van: string, tot: string) =>
  `https://limosa.example/l1?nr=${nr}&naam=Test%20Persoon&werkgever=Demo%20SRL&van=${van}&tot=${tot}`
const number = '24990000000000152'

describe('describeLimosas', () => {
  it.each([
    ['in the middle', '2026-01-01', '2026-12-31', { state: 'valid', day: '2026-12-31' }],
    ['on its first day', '2026-11-23', '2026-12-31', { state: 'valid', day: '2026-12-31' }],
    ['on its last day', '2026-01-01', '2026-11-23', { state: 'valid', day: '2026-11-23' }],
    ['a day after', '2026-01-01', '2026-11-22', { state: 'ended', day: '2026-11-22' }],
    ['a day before', '2026-11-24', '2026-12-31', { state: 'not_begun', day: '2026-11-24' }],
  ])('%s', (_, from, to, validity) => {
    const [limosa] = describeLimosas([text(number, from, to)], '2026-11-23')
    expect(limosa).toMatchObject({ number, name: 'Test Persoon', employer: 'Demo SRL', ...validity })
  })

  it('says when the check digits do not fit, and leaves out what is no L1', () => {
    const described = describeLimosas([text('24990000000000153', '2026-01-01', '2026-12-31'), 'hello'], '2026-11-23')
    expect(described).toMatchObject([{ state: 'unlikely', day: '' }])
  })

  it('takes a bare number', () => {
    expect(describeLimosas([number], '2026-11-23')).toEqual([
      { text: number, number, name: '', employer: '', state: 'valid', day: '' },
    ])
  })
})

it('a withdrawn poster is withdrawn whatever its workplace', () => {
  expect(stateOf({ open: 'open', revoked: true })).toBe('revoked')
  expect(stateOf({ open: 'not_yet', revoked: false })).toBe('not_yet')
})

it.each([
  ['localhost', true],
  ['ciaw.localhost', true],
  ['127.0.0.1', true],
  ['[::1]', true],
  ['192.168.1.20', false],
  ['ciaw.example', false],
  ['localhost.example', false],
])('%s is only here: %s', (hostname, only) => {
  expect(onlyHere(hostname)).toBe(only)
})

it('groups a Limosa number for copying', () => {
  expect(groupLimosa(number)).toBe('2499 0000 0000 0015 2')
})
