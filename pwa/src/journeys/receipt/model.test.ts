import { describe, expect, test } from 'vitest'
import { type InOrder, type PresenceRecord, type Promised, receiptLink, type Refused } from '../../offline/presence-record'
import { readLimosa } from '../../offline/limosa'
import { canRepeat, canUndo, doubleOf, draftAfter, draftAgain, eventOf, inBefore, isSimulation, remarksOf, toneOf, verdictOf } from './model'

const base = {
  id: 'i',
  secret: 's',
  on: '2026-11-23',
  capturedAt: '2026-11-23T05:52:00Z',
  place: { poster: '7K3M-Q9TD-2XVN' },
}
const inOrder: InOrder = {
  ...base,
  state: 'registered',
  receiptNumber: '261123000000164',
  receipt: 'a.b.c',
  recordedAt: '2026-11-23T05:52:01Z',
  remarks: [],
}
const promised: Promised = { ...base, state: 'promised', limosa: '24910158641968060', tries: 1 }
const refused: Refused = { ...base, state: 'refused', code: 'workplace_closed', limosa: '24910158641968060' }
const cancelled: PresenceRecord = { ...base, state: 'cancelled', reason: 'PLANNING' }

describe('verdict', () => {
  test('the first try is being sent, later ones are a promise', () => {
    expect(verdictOf(promised, true)).toBe('sending')
    expect(verdictOf({ ...promised, tries: 2 }, true)).toBe('promised')
    expect(verdictOf(promised, false)).toBe('promised')
  })

  test('a duplicate is told as such, linked or not', () => {
    expect(verdictOf({ ...inOrder, duplicateOf: 'x' }, false)).toBe('already')
    expect(verdictOf({ ...inOrder, remarks: ['already_registered'] }, false)).toBe('already')
  })

  test('green is a receipt number without a remark, and nothing else', () => {
    const all: PresenceRecord[] = [
      promised,
      refused,
      cancelled,
      { ...base, state: 'queued' },
      { ...inOrder, remarks: ['limosa_unlikely'] },
      { ...inOrder, duplicateOf: 'x' },
      inOrder,
    ]
    const green = all.filter((record) => [true, false].some((sending) => toneOf(verdictOf(record, sending)) === 'good'))
    expect(green).toEqual([inOrder])
  })

  test('only an answer is felt', () => {
    expect(eventOf('sending')).toBeUndefined()
    expect(eventOf('registered')).toBe('good')
    expect(eventOf('already')).toBe('wait')
    expect(eventOf('refused')).toBe('bad')
  })
})

test('what the verdict tells is not told twice', () => {
  expect(remarksOf({ ...inOrder, remarks: ['already_registered', 'clock_ahead'] })).toEqual(['clock_ahead'])
})

test('undo lasts until the day is over', () => {
  expect(canUndo(inOrder, '2026-11-23')).toBe(true)
  expect(canUndo(inOrder, '2026-11-24')).toBe(false)
  expect(canUndo(promised, '2026-11-23')).toBe(true)
  expect(canUndo(refused, '2026-11-23')).toBe(false)
  expect(canUndo(cancelled, '2026-11-23')).toBe(false)
})

test('the receipt travels in the fragment', () => {
  expect(receiptLink('https://register.example', inOrder)).toBe('https://register.example/r#a.b.c')
  expect(receiptLink('https://register.example', promised)).toBeUndefined()
})

test('a simulation is told by its number', () => {
  expect(isSimulation({ ...inOrder, receiptNumber: '961123000000112' })).toBe(true)
  expect(isSimulation(inOrder)).toBe(false)
  expect(isSimulation(promised)).toBe(false)
})

describe('after a refusal', () => {
  test('what was not at fault is kept', () => {
    expect(draftAfter(refused, 'none')).toEqual({ place: base.place, limosa: refused.limosa })
    expect(draftAfter(refused, 'poster')).toEqual({ limosa: refused.limosa })
  })

  test('a refused L1 is not used again, not even the remembered one', () => {
    expect(draftAfter(refused, 'limosa')).toEqual({ place: base.place, another: true })
  })
})

describe('after undoing', () => {
  const text = 'https://limosa.example/l1?nr=24910158641968060&naam=Testa%20Fictiva'
  const undone: PresenceRecord = { ...cancelled, worker: 'Testa Fictiva', digits: '8060' }

  test('it can be made again on its day, and nothing else can', () => {
    expect([canRepeat(undone, '2026-11-23'), canRepeat(undone, '2026-11-24'), canRepeat(inOrder, '2026-11-23')]).toEqual([true, false, false])
  })

  test('place and person are those of before, as far as they are known', () => {
    const last = { id: undone.id, limosa: text, another: false }
    expect(draftAgain(undone, last, null)).toEqual({ place: base.place, limosa: text })
    expect(draftAgain(undone, { ...last, another: true }, null)).toEqual({ place: base.place, limosa: text, another: true })
    expect(draftAgain(undone, undefined, readLimosa(text))).toEqual({ place: base.place })
  })

  test('nobody else is registered in their place: not the one remembered, nor the one of another tap', () => {
    const other = readLimosa(text.replace('8060', '8157').replace('Testa', 'Testo'))
    expect(draftAgain(undone, { id: 'x', limosa: text, another: false }, other)).toEqual({ place: base.place, another: true })
    expect(draftAgain({ ...undone, by: 'u' }, undefined, other)).toEqual({ place: base.place })
  })
})

describe('in and out', () => {
  const came: InOrder = { ...inOrder, id: 'in', worker: 'Ana', direction: 'in', at: '2026-11-23T05:58:00Z' }
  const went: InOrder = { ...came, id: 'out', direction: 'out', at: '2026-11-23T14:31:00Z' }

  test('an out tells since when one was in', () => {
    expect(inBefore(went, [went, came])).toBe('2026-11-23T05:58:00Z')
    expect(inBefore(came, [went, came])).toBeUndefined()
    expect(inBefore({ ...went, at: '2026-11-24T05:58:00Z' }, [came])).toBeUndefined()
    expect(inBefore(went, [{ ...came, worker: 'Jan' }, went])).toBeUndefined()
  })

  test('in again is told as such, and is not green', () => {
    const again: InOrder = { ...came, remarks: ['already_in'], duplicateOf: 'x' }
    expect([verdictOf(again, false), doubleOf(again), toneOf(verdictOf(again, false))]).toEqual(['already', 'already_in', 'wait'])
    expect(remarksOf(again)).toEqual([])
    expect(doubleOf(inOrder)).toBe('already')
  })

  test('out without in and late are remarks', () => {
    const odd: InOrder = { ...went, remarks: ['out_without_in', 'late'] }
    expect([verdictOf(odd, false), remarksOf(odd)]).toEqual(['remarked', ['out_without_in', 'late']])
  })
})
