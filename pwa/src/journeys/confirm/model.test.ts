import { describe, expect, test } from 'vitest'
import type { PosterReply } from '../../api/client'
import { placeOf } from '../../offline/draft'
import type { ReadLimosa } from '../../offline/limosa'
import { dayOf, isSelfOnly, isTimedAt, warningsOf, whereAtFirst, whereOf, workplaceOf } from './model'

const poster: PosterReply = {
  code: '7K3M-Q9TD-2XVN',
  revoked: false,
  today: '2026-11-23',
  lastDay: '2026-12-28',
  workplace: {
    number: '1Y102TG6Z4BDZ',
    name: 'Testwerf Noord',
    sector: 'construction',
    address: 'Teststraat 1, 9000 Gent',
    open: 'open',
    directions: ['day'],
    selfOnly: false,
    posterNeeded: false,
  },
}
const limosa: ReadLimosa = {
  text: 'https://limosa.example/l1?nr=24910158641968060',
  number: '24910158641968060',
  likely: true,
  name: 'Testa Fictiva',
  from: '2026-01-01',
  to: '2026-11-30',
}
const ok = (value: PosterReply) => whereOf({ reply: { kind: 'ok', value } })

describe('where', () => {
  test('an open workplace can be confirmed', () => {
    expect(ok(poster)).toEqual({ kind: 'known', poster, fresh: true })
  })

  test('what stands in the way is said before anybody registers', () => {
    expect(ok({ ...poster, revoked: true })).toEqual({ kind: 'refused', code: 'poster_revoked' })
    const state = (open: 'closed' | 'not_yet') => ok({ ...poster, workplace: { ...poster.workplace, open } })
    expect(state('closed')).toEqual({ kind: 'refused', code: 'workplace_closed' })
    expect(state('not_yet')).toEqual({ kind: 'refused', code: 'workplace_not_yet_open' })
  })

  test('offline, a poster seen before has its name, another has not', () => {
    expect(whereOf({ reply: { kind: 'unreachable' }, seen: poster })).toEqual({ kind: 'known', poster, fresh: false })
    expect(whereOf({ reply: { kind: 'unreachable' } })).toEqual({ kind: 'unseen' })
  })

  test('an unknown poster is refused even if it was seen before', () => {
    expect(whereOf({ reply: { kind: 'problem', status: 404, code: 'poster_unknown' }, seen: poster })).toMatchObject({ kind: 'refused' })
  })

  test('a register that stumbles does not stop a promise', () => {
    expect(whereOf({ reply: { kind: 'problem', status: 500, code: 'internal' } })).toEqual({ kind: 'unseen' })
  })

  test('a typed workplace number stands for itself', () => {
    expect(placeOf('1y102tg6z4bdz')).toEqual({ workplace: '1Y102TG6Z4BDZ' })
    expect(whereAtFirst({ workplace: '1Y102TG6Z4BDZ' })).toEqual({ kind: 'typed', number: '1Y102TG6Z4BDZ', likely: true })
  })

  test('a workplace of recent days has its name', () => {
    const recent = [{ number: '1Y102TG6Z4BDZ', name: 'Testwerf Noord' }]
    const where = whereAtFirst({ workplace: '1Y102TG6Z4BDZ' }, recent)
    expect(where).toMatchObject({ kind: 'typed', name: 'Testwerf Noord' })
    expect(workplaceOf(where)).toEqual(recent[0])
    expect(workplaceOf(whereAtFirst({ workplace: '1Y102TG6Z4BDZ' }))).toBeUndefined()
    expect(workplaceOf(whereOf({ seen: poster }))).toMatchObject({ name: 'Testwerf Noord' })
    expect(whereAtFirst({ workplace: '1Y1000003EQCZ' }, recent)).not.toHaveProperty('name')
  })

  test('an address that holds no place is refused', () => {
    expect(placeOf('hello')).toBeUndefined()
    expect(whereAtFirst(undefined)).toEqual({ kind: 'refused', code: 'poster_unknown' })
  })
})

describe('day', () => {
  test('the register’s today counts, not the phone’s', () => {
    expect(dayOf({ kind: 'known', poster, fresh: true }, '2026-11-25')).toBe('2026-11-23')
  })

  test('a poster of an earlier visit does not say what day it is', () => {
    expect(dayOf({ kind: 'known', poster, fresh: false }, '2026-11-24')).toBe('2026-11-24')
    expect(dayOf({ kind: 'unseen' }, '2026-11-24')).toBe('2026-11-24')
  })
})

describe('in and out', () => {
  const timed: PosterReply = { ...poster, workplace: { ...poster.workplace, directions: ['in', 'out'], selfOnly: true, posterNeeded: false } }
  const changing: PosterReply = { ...poster, workplace: { ...poster.workplace, changes: [{ on: '2026-12-01', directions: ['in', 'out'] }] } }

  test('are asked where they are registered, and not where presence is of a day', () => {
    expect([isTimedAt(ok(timed), '2026-11-23'), isTimedAt(ok(poster), '2026-11-23')]).toEqual([true, false])
    expect([isSelfOnly(ok(timed)), isSelfOnly(ok(poster))]).toEqual([true, false])
  })

  test('are asked from the midnight of a change on, also without network', () => {
    const where = whereOf({ reply: { kind: 'unreachable' }, seen: changing })
    expect([isTimedAt(where, '2026-11-30'), isTimedAt(where, '2026-12-01')]).toEqual([false, true])
  })

  test('of a number that was chosen from recent days as much is known as there', () => {
    const recent = [{ number: '1Y102TG6Z4BDZ', name: 'Testwerf Noord', directions: ['in' as const, 'out' as const] }]
    expect(isTimedAt(whereAtFirst({ workplace: '1Y102TG6Z4BDZ' }, recent), '2026-11-23')).toBe(true)
  })

  test('are not asked where nothing is known: the register will', () => {
    const { directions: _, selfOnly: __, ...before } = poster.workplace
    const remembered = { ...poster, workplace: before } as PosterReply
    expect(isTimedAt(whereOf({ seen: remembered }), '2026-11-23')).toBe(false)
    expect(isTimedAt({ kind: 'unseen' }, '2026-11-23')).toBe(false)
  })
})

describe('warnings', () => {
  test('an L1 is valid on its first and last day', () => {
    expect(warningsOf(limosa, '2026-01-01')).toEqual([])
    expect(warningsOf(limosa, '2026-11-30')).toEqual([])
  })

  test('ended, not begun, unlikely', () => {
    expect(warningsOf(limosa, '2026-12-01')).toEqual(['ended'])
    expect(warningsOf(limosa, '2025-12-31')).toEqual(['not_begun'])
    expect(warningsOf({ ...limosa, likely: false }, '2026-12-01')).toEqual(['ended', 'unlikely'])
  })
})
