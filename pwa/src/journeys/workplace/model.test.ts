import { expect, test } from 'vitest'
import type { PosterDetails } from '../../api/workplaces'
import { chainOf, postersOf } from './model'

test('each company is followed by those that work for it', () => {
  const chain = [
    { number: 'C', name: 'Third', under: 'B' },
    { number: 'A', name: 'First' },
    { number: 'B', name: 'Second', under: 'A' },
    { number: 'D', name: 'Fourth' },
  ]
  expect(chainOf(chain).map(({ company, depth }) => `${company.number}${depth}`)).toEqual(['A0', 'B1', 'C2', 'D0'])
})

test('a company whose superior one may not see stands at the top', () => {
  expect(chainOf([{ number: 'C', name: 'Third', under: 'B' }])).toMatchObject([{ depth: 0 }])
})

test('posters that hang first, the whole workplace before its gates', () => {
  const poster = (code: string, gate: string, revoked: boolean): PosterDetails => ({ code, gate, revoked, link: '' })
  const all = [poster('1', 'North', false), poster('2', '', true), poster('3', '', false), poster('4', 'East', false)]
  expect(postersOf(all).map((one) => one.code)).toEqual(['3', '4', '1', '2'])
})
