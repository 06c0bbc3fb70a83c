import { expect, test } from 'vitest'
import type { Board, BoardPerson, Flag } from '../../api/workplaces'
import { companiesOf, countsOf, cut, filterOf, groupsOf, total } from './model'

const person = (id: string, name: string, company: string, flags: Flag[] = []): BoardPerson => ({
  id, name, person: '*********11', employer: { number: company && `BE${company}`, name: company }, recordedAt: '2026-11-23T06:00:00Z',
  channel: 'mobile', state: 'registered', flags,
})
const board: Board = {
  workplace: { number: '1Y102TG6Z4BDZ', name: 'Testwerf Noord', sector: 'construction', address: 'X', open: 'open' },
  on: '2026-11-23', at: '2026-11-23T06:00:00Z', contractors: [],
  present: [person('a', 'Ana Voorbeeldescu', 'Model'), person('b', 'Jan Przykładowy', 'Model', ['far_away']), person('c', '', '')],
  missing: [person('d', 'João Exemplo', 'Zand')],
}
const ids = (query: string) => groupsOf(board, filterOf(query)).map((group) => group.people.map((one) => one.id).join(''))

test('the address keeps the filters, and nonsense in it is passed over', () => {
  expect(filterOf('?on=2026-11-20&show=flags&company=BEModel&name=ana')).toEqual({ on: '2026-11-20', show: 'flags', company: 'BEModel', name: 'ana' })
  expect(filterOf('?show=everything')).toEqual({ on: '', show: 'present', company: '', name: '' })
})

test('by company', () => expect(ids('')).toEqual(['ab', 'c']))
test('only what there is to look at', () => expect(ids('?show=flags')).toEqual(['b']))
test('missing', () => expect(ids('?show=missing')).toEqual(['d']))
test('one company', () => expect(ids('?company=BEModel')).toEqual(['ab']))
test('by a part of the name, without accents', () => {
  expect(ids('?name=VOORBEELD')).toEqual(['a'])
  expect(ids('?show=missing&name=joao')).toEqual(['d'])
})

test('counted', () => {
  expect(countsOf(board)).toEqual({ present: 3, missing: 1, flags: 1 })
  expect(companiesOf(board, 'present')).toEqual([{ key: 'BEModel', name: 'Model', count: 2 }, { key: '', name: '', count: 1 }])
})

test('no more on screen than one can see', () => {
  const groups = groupsOf(board, filterOf(''))
  expect(cut(groups, 1).map((group) => group.people.length)).toEqual([1])
  expect(cut(groups, 2)).toHaveLength(1)
  expect(total(cut(groups, 100))).toBe(3)
})
