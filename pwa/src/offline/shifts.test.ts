import { describe, expect, test } from 'vitest'
import { promised, told } from './fixtures'
import { cancelled, type InOrOut, type PresenceRecord, refused, settled } from './presence-record'
import { groupsOf, likely, shiftsOf, standingOf } from './shifts'

let made = 0

/** A record of somebody who came or went at an instant. */
function at(direction: InOrOut, instant: string, change: Partial<PresenceRecord> = {}): PresenceRecord {
  return { ...promised(`p${String(++made).padStart(3, '0')}`), direction, capturedAt: instant, ...change } as PresenceRecord
}

/** The shifts in short: "06:58 12:00" in UTC, with … for what is missing. */
function told24(records: PresenceRecord[], now: string): string[] {
  const time = (record: PresenceRecord | undefined) => record?.capturedAt.slice(11, 16) ?? '…'
  return shiftsOf(records, new Date(now)).map((one) => `${one.on} ${time(one.in)} ${time(one.out)}${one.open ? ' open' : ''}${one.forgotten ? ' forgotten' : ''}`)
}

describe('shifts', () => {
  const morning = [at('in', '2026-11-23T05:58:00Z'), at('out', '2026-11-23T11:00:00Z')]

  test('a pause divides a day into two, in whatever order they are kept', () => {
    const day = [...morning, at('in', '2026-11-23T11:31:00Z'), at('out', '2026-11-23T14:31:00Z')]
    expect(told24(day.reverse(), '2026-11-23T20:00:00Z')).toEqual(['2026-11-23 05:58 11:00', '2026-11-23 11:31 14:31'])
  })

  test('who is in stays so until 16 hours have passed, and is forgotten from then on', () => {
    const some = [at('in', '2026-11-23T05:58:00Z')]
    expect(told24(some, '2026-11-23T21:57:59Z')).toEqual(['2026-11-23 05:58 … open'])
    expect(told24(some, '2026-11-23T21:58:00Z')).toEqual(['2026-11-23 05:58 … forgotten'])
  })

  test('an out that comes too late does not close what was forgotten', () => {
    const some = [at('in', '2026-11-23T05:58:00Z'), at('out', '2026-11-23T21:58:00Z')]
    expect(told24(some, '2026-11-23T22:00:00Z')).toEqual(['2026-11-23 05:58 … forgotten', '2026-11-23 … 21:58'])
  })

  test('the next morning begins anew after a forgotten out', () => {
    const some = [at('in', '2026-11-23T05:58:00Z'), at('in', '2026-11-24T05:59:00Z')]
    expect(told24(some, '2026-11-24T06:00:00Z')).toEqual(['2026-11-23 05:58 … forgotten', '2026-11-24 05:59 … open'])
  })

  test('over midnight belongs to the day it began in Brussels', () => {
    const night = [at('in', '2026-11-23T21:00:00Z'), at('out', '2026-11-24T04:00:00Z')]
    expect(told24(night, '2026-11-24T05:00:00Z')).toEqual(['2026-11-23 21:00 04:00'])
    // 23:30 UTC is half past midnight in Brussels.
    expect(told24([at('in', '2026-11-23T23:30:00Z')], '2026-11-24T05:00:00Z')).toEqual(['2026-11-24 23:30 … open'])
  })

  test('the nights on which the clocks change have the hours that they have', () => {
    // In at 12:00 in winter time; at 05:00 in summer time 16 hours have passed, not 17.
    const spring = [at('in', '2026-03-28T11:00:00Z')]
    expect(told24(spring, '2026-03-29T02:59:00Z')).toEqual(['2026-03-28 11:00 … open'])
    expect(told24(spring, '2026-03-29T03:00:00Z')).toEqual(['2026-03-28 11:00 … forgotten'])
    // In at 02:30 in summer time, out at 02:30 in winter time: an hour later, and not at once.
    const autumn = [at('in', '2026-10-25T00:30:00Z'), at('out', '2026-10-25T01:30:00Z')]
    expect(told24(autumn, '2026-10-25T02:00:00Z')).toEqual(['2026-10-25 00:30 01:30'])
  })

  test('what was cancelled, refused or said before is left out', () => {
    const gone = [cancelled(at('in', '2026-11-23T05:00:00Z'), 'OTHER'), refused({ ...promised('r'), direction: 'in' }, 'delivered_late')]
    const again = settled(at('in', '2026-11-23T06:00:00Z'), told('x', { direction: 'in', at: '2026-11-23T06:00:00Z', remarks: ['already_in'], duplicateOf: 'a' }))
    expect(told24([...gone, ...morning, again], '2026-11-23T20:00:00Z')).toEqual(['2026-11-23 05:58 11:00'])
  })

  test('in twice and out twice without network count once', () => {
    const some = [...morning, at('in', '2026-11-23T06:10:00Z'), at('out', '2026-11-23T11:05:00Z')]
    expect(told24(some, '2026-11-23T20:00:00Z')).toEqual(['2026-11-23 05:58 11:00'])
  })

  test('an out alone is shown', () => {
    expect(told24([at('out', '2026-11-23T11:00:00Z')], '2026-11-23T20:00:00Z')).toEqual(['2026-11-23 … 11:00'])
  })

  test('the register’s time counts, not the phone’s', () => {
    const record = settled(at('in', '2026-11-23T05:58:00Z'), told('x', { direction: 'in', at: '2026-11-23T05:50:00Z' }))
    expect(standingOf([record], record, record, new Date('2026-11-23T06:00:00Z'))).toEqual({ kind: 'in', since: '2026-11-23T05:50:00Z' })
  })

  test('what earlier releases stored is of a day', () => {
    expect(shiftsOf([promised('old')], new Date('2026-11-23T06:00:00Z'))).toEqual([])
  })
})

describe('of whom', () => {
  const now = new Date('2026-11-23T06:00:00Z')
  const ana = at('in', '2026-11-23T05:00:00Z', { worker: 'Ana', digits: '0101' })

  test('people of one name are told apart by their L1, and people without a name too', () => {
    const other = at('in', '2026-11-23T05:01:00Z', { worker: 'Ana', digits: '0202' })
    const typed = at('out', '2026-11-23T05:30:00Z', { worker: undefined, digits: '0101' })
    expect(groupsOf([ana, other, typed]).map((group) => group.length)).toEqual([2, 1])
  })

  test('two workplaces are two, and a poster is known by its number once that is known', () => {
    const noord = { number: '1Y102TG6Z4BDZ', name: 'Noord' }
    const there = { ...ana, id: 'b', workplace: noord, place: { workplace: noord.number } } as PresenceRecord
    const elsewhere = { ...ana, id: 'c', workplace: { number: '1Y1000003EQCZ', name: 'Zuid' } } as PresenceRecord
    expect(groupsOf([{ ...ana, workplace: noord }, there, elsewhere]).map((group) => group.length)).toEqual([2, 1])
  })

  test('who is in is likely to go, everybody else to come', () => {
    expect(likely(standingOf([ana], ana, ana, now))).toBe('out')
    expect(likely(standingOf([ana], { worker: 'Jan' }, ana, now))).toBe('in')
    expect(standingOf([ana], ana, ana, new Date('2026-11-24T06:00:00Z'))).toEqual({ kind: 'forgotten', since: '2026-11-23T05:00:00Z' })
    expect(likely({ kind: 'forgotten', since: '' })).toBe('in')
  })
})
