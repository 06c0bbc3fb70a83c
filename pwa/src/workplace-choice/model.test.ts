import { expect, test } from 'vitest'
import type { RecentDays } from '../offline/recent-days'
import { choicesOf, offerOf } from './model'

const place = (number: string, name: string, address = '', open = 'open') => ({ number, name, address, open, lastDay: '2026-12-31' }) as RecentDays['places'][number]
const row = (number: string, name: string, on: string) => ({ id: on + number, on, workplace: { number, name } }) as RecentDays['rows'][number]
const known = (rows: RecentDays['rows'], places: RecentDays['places']): RecentDays => ({ by: 'samir', rows, places })
const numbers = (all: { number: string }[]) => all.map(({ number }) => number)

test('those of recent days first, latest first, each once; then what is open, by name', () => {
  const all = choicesOf(
    known(
      [row('C', 'Ceder', '2026-11-25'), row('B', 'Beuk', '2026-11-23'), row('C', 'Ceder', '2026-11-20'), row('X', 'Elders', '2026-11-19')],
      [place('D', 'Den'), place('A', 'Abeel'), place('B', 'Beuk', 'Beukstraat 1'), place('E', 'Eik', '', 'closed')],
    ),
    '2026-11-23',
  )
  // What is registered for a coming day is no recent day.
  expect(numbers(all)).toEqual(['B', 'C', 'X', 'A', 'D'])
  expect(all[0]?.address).toBe('Beukstraat 1')
})

test('all of two thousand are found, by name, number or address, whatever the accents and the case', () => {
  const all = Array.from({ length: 2000 }, (_, i) => ({ number: `1Y1000000${String(i).padStart(4, '0')}`, name: `Werf ${i}`, address: i === 1999 ? 'Chaussée d’Été 7, Liège' : '' }))
  expect(offerOf(all, '')).toMatchObject({ more: 1995 })
  expect(numbers(offerOf(all, 'werf 1234').shown)).toContain('1Y10000001234')
  expect(numbers(offerOf(all, 'liege ete').shown)).toEqual(['1Y10000001999'])
  expect(offerOf(all, '1y1000000000').more).toBe(0)
  expect(offerOf(all, 'werf').more).toBe(1980)
  expect(offerOf(all, 'nergens')).toEqual({ shown: [], more: 0 })
})
