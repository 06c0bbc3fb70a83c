import { describe, expect, test } from 'vitest'
import { promised, promisedBy, told } from './fixtures'
import { cancelled, directionOf, type Promised, refused, settled, tidied, timeOf, wantsSignIn, whomOf } from './presence-record'
import { undoneBy } from './queue'

describe('settled', () => {
  test('a receipt number makes it registered, and the text of the L1 is dropped', () => {
    const record = settled(promised('a'), told('a'))
    expect(record).toMatchObject({ state: 'registered', receiptNumber: '261123000000164', worker: 'Testa Fictiva' })
    expect(JSON.stringify(record)).not.toContain('24910158641968060')
  })

  test('remarks and the first registration are kept', () => {
    const record = settled(promised('b'), told('b', { remarks: ['already_registered'], duplicateOf: 'a' }))
    expect(record).toMatchObject({ remarks: ['already_registered'], duplicateOf: 'a' })
  })

  test('without a number nothing is registered, whatever the state is called', () => {
    expect(settled(promised('a'), told('a', { receiptNumber: '' })).state).toBe('queued')
    expect(settled(promised('a'), told('a', { state: 'refused', receiptNumber: '' })).state).toBe('refused')
  })

  test('cancelled elsewhere is cancelled here, with its number', () => {
    const cancellation = { reason: 'DISEASE' as const, at: '2026-11-23T06:00:00Z' }
    const record = settled(settled(promised('a'), told('a')), told('a', { state: 'cancelled', cancellation }))
    expect(record).toMatchObject({ state: 'cancelled', reason: 'DISEASE', receiptNumber: '261123000000164' })
  })

  test('the register’s day counts', () => {
    expect(settled(promised('a'), told('a', { on: '2026-11-24' })).on).toBe('2026-11-24')
  })
})

test('a refused presence keeps the L1 until its day is over', () => {
  const record = refused(promised('a'), 'day_too_far')
  expect(tidied(record, '2026-11-23')).toBe(record)
  expect(JSON.stringify(tidied(record, '2026-11-24'))).not.toContain('24910158641968060')
})

describe('a national number', () => {
  const typed: Promised = { ...promisedBy('foreman', 'a'), niss: '80000002011' }

  test('is dropped as soon as the register has spoken, or the promise is undone', () => {
    for (const record of [settled(typed, told('a')), refused(typed, 'not_entitled'), cancelled(typed, 'OTHER')]) {
      expect(JSON.stringify(record)).not.toContain('80000002011')
    }
  })

  test('does not stay once its day is over: it could not be registered any more', () => {
    expect(tidied(typed, '2026-11-23')).toBe(typed)
    const late = tidied(typed, '2026-11-24')
    expect(late).toMatchObject({ state: 'refused', code: 'day_passed', worker: 'Testa Fictiva', by: 'foreman' })
    expect(JSON.stringify(late)).not.toContain('80000002011')
  })
})

test('what a user promised waits for that user and for nobody else', () => {
  const record: Promised = { ...promisedBy('foreman', 'a'), self: true }
  expect([undefined, 'manager', 'foreman'].map((user) => wantsSignIn(record, user))).toEqual([true, true, false])
  expect(wantsSignIn(promised('b'), undefined)).toBe(false)
  expect(wantsSignIn(settled(record, told('a')), undefined)).toBe(false)
})

test('the register tells the user whom an earlier presence was of', () => {
  const { worker: _, ...nameless } = promisedBy('foreman', 'a')
  expect(settled({ ...nameless, like: 'q' }, told('a', { name: 'Ana Voorbeeldescu' }))).toMatchObject({ worker: 'Ana Voorbeeldescu' })
})

describe('undoing', () => {
  test('a registered presence is undone by the register only', () => {
    const record = settled(promised('a'), told('a'))
    expect(undoneBy({ kind: 'ok', value: told('a') }, record)).toEqual({ kind: 'undone' })
    expect(undoneBy({ kind: 'unreachable' }, record)).toEqual({ kind: 'unreachable' })
    const late = { kind: 'problem' as const, status: 409, code: 'too_late_to_cancel' }
    expect(undoneBy(late, record)).toEqual({ kind: 'problem', code: 'too_late_to_cancel' })
  })

  test('a promise that never arrived is undone by being dropped', () => {
    const unknown = { kind: 'problem' as const, status: 404, code: 'presence_unknown' }
    expect(undoneBy(unknown, promised('a'))).toEqual({ kind: 'undone' })
    expect(undoneBy(unknown, settled(promised('a'), told('a')))).toEqual({ kind: 'problem', code: 'presence_unknown' })
  })

  test('undone before it was registered has no number', () => {
    expect(cancelled(promised('a'), 'OTHER')).not.toHaveProperty('receiptNumber')
  })
})

describe('in and out', () => {
  const coming: Promised = { ...promised('a'), direction: 'in' }

  test('are kept whatever becomes of the presence', () => {
    const word = told('a', { direction: 'in', at: '2026-11-23T05:00:30Z', authority: 'Test Authority' })
    const queued = settled(coming, { ...word, state: 'queued', receiptNumber: '', receipt: '' })
    expect(queued).toMatchObject({ state: 'queued', direction: 'in', at: '2026-11-23T05:00:30Z', recordedAt: word.recordedAt, remarks: [] })
    const green = settled(queued, word)
    expect(green).toMatchObject({ state: 'registered', direction: 'in', authority: 'Test Authority' })
    expect(cancelled(green, 'OTHER')).toMatchObject({ direction: 'in', at: '2026-11-23T05:00:30Z' })
    expect(refused(coming, 'delivered_late')).toMatchObject({ direction: 'in' })
  })

  test('what an earlier release stored is of a day, at the time of its tap', () => {
    expect([directionOf(promised('a')), timeOf(promised('a'))]).toEqual(['day', '2026-11-23T05:00:00.000Z'])
    const { direction: _, at: __, authority: ___, ...before } = told('a')
    expect(settled(promised('a'), before as ReturnType<typeof told>)).toMatchObject({ state: 'registered' })
  })

  test('one that was refused for want of a direction can be made again for the same person', () => {
    expect(whomOf(refused(promised('a'), 'direction_required'))).toEqual({ limosa: '24910158641968060' })
    expect(whomOf(refused({ ...promisedBy('foreman', 'a'), self: true }, 'direction_required'))).toEqual({ self: true })
    expect(whomOf(refused({ ...promisedBy('foreman', 'a'), like: 'p' }, 'direction_required'))).toEqual({ like: 'p' })
    expect(whomOf(settled(promised('a'), told('a')))).toBeUndefined()
  })

  test('a national number may wait over one midnight, for a night shift without network', () => {
    const typed: Promised = { ...promisedBy('foreman', 'a'), niss: '80000002011', direction: 'out' }
    expect(tidied(typed, '2026-11-24')).toBe(typed)
    expect(tidied(typed, '2026-11-25')).toMatchObject({ state: 'refused', code: 'delivered_late' })
  })
})
