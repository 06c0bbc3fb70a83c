import { describe, expect, test } from 'vitest'
import { weekdays } from '../../i18n/weeks'
import { brusselsDay } from '../../numbers'
import { addMonths, dayAfterKey, daysIn, isMonth, lastOf, monthOf, weeksOf } from './month'

describe('the days of a month', () => {
  test.each([
    ['2026-11', 30],
    ['2026-12', 31],
    ['2026-02', 28],
    ['2028-02', 29],
    ['2100-02', 28],
  ])('%s has %i', (month, count) => {
    expect(daysIn(month)).toHaveLength(count)
    expect(lastOf(month)).toBe(`${month}-${count}`)
  })

  test('each is there once in the months in which clocks change', () => {
    for (const month of ['2026-03', '2026-10']) {
      const days = daysIn(month)
      expect(new Set(days).size).toBe(31)
      expect(days).toContain(`${month}-${month === '2026-03' ? 29 : 25}`)
    }
  })
})

describe('the grid', () => {
  const days = (month: string, first: number) => weeksOf(month, first).map((week) => week.map((day) => day?.slice(8) ?? '–').join(' '))

  test('weeks begin with Monday, Saturday or Sunday', () => {
    expect(days('2026-11', 1)[0]).toBe('– – – – – – 01')
    expect(days('2026-11', 7)[0]).toBe('01 02 03 04 05 06 07')
    expect(days('2026-11', 6)[0]).toBe('– 01 02 03 04 05 06')
  })

  test('every row has seven, and a month has four to six', () => {
    expect(days('2027-02', 1)).toHaveLength(4)
    expect(days('2026-11', 1)).toHaveLength(6)
    for (const first of [1, 6, 7]) for (const week of weeksOf('2026-08', first)) expect(week).toHaveLength(7)
  })
})

describe('from month to month', () => {
  test('over the turn of the year', () => {
    expect(addMonths('2026-12', 1)).toBe('2027-01')
    expect(addMonths('2026-01', -1)).toBe('2025-12')
  })

  test('what is no month is none', () => {
    expect([isMonth('2026-11'), isMonth('2026-13'), isMonth('2026'), isMonth('')]).toEqual([true, false, false, false])
  })

  test('half an hour before and after midnight in Brussels are two months', () => {
    expect(monthOf(brusselsDay(new Date('2026-10-31T22:30:00Z')))).toBe('2026-10')
    expect(monthOf(brusselsDay(new Date('2026-10-31T23:30:00Z')))).toBe('2026-11')
    expect(monthOf(brusselsDay(new Date('2026-07-31T22:30:00Z')))).toBe('2026-08')
  })
})

describe('keys', () => {
  const monday = { first: 1, rtl: false }

  test.each([
    ['ArrowRight', '2026-12-01'],
    ['ArrowLeft', '2026-11-29'],
    ['ArrowDown', '2026-12-07'],
    ['ArrowUp', '2026-11-23'],
    ['Home', '2026-11-30'],
    ['End', '2026-12-06'],
    ['PageUp', '2026-10-30'],
    ['PageDown', '2026-12-30'],
    ['Enter', undefined],
  ])('%s leads to %s', (key, to) => {
    expect(dayAfterKey(key, '2026-11-30', monday)).toBe(to)
  })

  test('right to left, the arrow to the left leads on', () => {
    expect(dayAfterKey('ArrowLeft', '2026-11-30', { first: 6, rtl: true })).toBe('2026-12-01')
  })

  test('a shorter month has its last day', () => {
    expect(dayAfterKey('PageDown', '2026-01-31', monday)).toBe('2026-02-28')
  })
})

describe('weeks by language', () => {
  test.each([
    ['nl', 1, 'maandag'],
    ['pt', 7, 'domingo'],
    ['ar', 6, 'السبت'],
  ] as const)('in %s they begin with day %i', (code, first, name) => {
    const names = weekdays(code)
    expect(names.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(names[0]).toMatchObject({ number: first, long: name })
  })
})
