import { expect, test } from 'vitest'
import type { Board, BoardPerson, Flag } from '../../api/workplaces'
import { companiesOf, countsOf, cut, filterOf, groupsOf, seenOf, showsOf, total } from './model'

const person = (id: string, name: string, company: string, flags: Flag[] = []): BoardPerson => ({
  id, name, person: '*********11', employer: { number: company && `BE${company}`, name: company }, direction: 'day', at: '2026-11-23T06:00:00Z', recordedAt: '2026-11-23T06:00:00Z',
  channel: 'mobile', state: 'registered', flags, how: ['poster'],
})
const board: Board = {
  kept: true,
  workplace: { number: '1Y102TG6Z4BDZ', name: 'Testwerf Noord', sector: 'construction', address: 'X', open: 'open', directions: ['day'], selfOnly: false, posterNeeded: false },
  on: '2026-11-23', at: '2026-11-23T06:00:00Z', contractors: [],
  present: [person('a', 'Ana Voorbeeldescu', 'Model'), person('b', 'Jan Przykładowy', 'Model', ['far_away']), person('c', '', '')],
  left: [], unclosed: [],
  missing: [person('d', 'João Exemplo', 'Zand')],
}
const ids = (query: string) => groupsOf(board, filterOf(query)).map((group) => group.people.map((one) => one.id).join(''))

test('the address keeps the filters, and nonsense in it is passed over', () => {
  expect(filterOf('?on=2026-11-20&show=flags&company=BEModel&name=ana')).toEqual({ on: '2026-11-20', show: 'flags', company: 'BEModel', name: 'ana' })
  expect(filterOf('?show=everything')).toEqual({ on: '', show: 'present', company: '', name: '' })
})

test('by company', () => expect(ids('')).toEqual(['ab', 'c']))
test('only what there is to look at', () => expect(ids('?show=flags')).toEqual(['b']))
test('what there is to look at most comes first', () => {
  const one = person('a', 'Ana', 'Model', ['typed'])
  const vague: BoardPerson = { ...person('b', 'Bo', 'Model', ['typed']), how: ['number', 'no_position'] }
  const worst = person('c', 'Cem', 'Model', ['typed', 'far_away'])
  const some = { ...board, present: [one, vague, worst] }
  expect(groupsOf(some, filterOf('?show=flags')).flatMap(({ people }) => people.map(({ id }) => id))).toEqual(['c', 'b', 'a'])
})
test('missing', () => expect(ids('?show=missing')).toEqual(['d']))
test('one company', () => expect(ids('?company=BEModel')).toEqual(['ab']))
test('by a part of the name, without accents', () => {
  expect(ids('?name=VOORBEELD')).toEqual(['a'])
  expect(ids('?show=missing&name=joao')).toEqual(['d'])
})

test('counted', () => {
  expect(countsOf(board)).toEqual({ present: 3, left: 0, unclosed: 0, missing: 1, flags: 1 })
  expect(companiesOf(board, 'present')).toEqual([{ key: 'BEModel', name: 'Model', count: 2 }, { key: '', name: '', count: 1 }])
})

test('no more on screen than one can see', () => {
  const groups = groupsOf(board, filterOf(''))
  expect(cut(groups, 1).map((group) => group.people.length)).toEqual([1])
  expect(cut(groups, 2)).toHaveLength(1)
  expect(total(cut(groups, 100))).toBe(3)
})

test('who left and who never went out are looked at where in and out are registered', () => {
  expect(showsOf(board)).toEqual(['present', 'missing', 'flags'])
  const gone: BoardPerson = { ...person('e', 'Eva', 'Model', ['far_away']), direction: 'out', since: '2026-11-23T05:58:00Z' }
  const timed: Board = { ...board, workplace: { ...board.workplace, directions: ['in', 'out'] }, left: [gone], unclosed: [person('u', 'Ugo', 'Zand')] }
  expect(showsOf(timed)).toEqual(['present', 'left', 'unclosed', 'missing', 'flags'])
  expect(groupsOf(timed, filterOf('?show=left')).flatMap(({ people }) => people)).toEqual([gone])
  expect(groupsOf(timed, filterOf('?show=unclosed')).map(({ name }) => name)).toEqual(['Zand'])
  expect(countsOf(timed)).toMatchObject({ left: 1, unclosed: 1, flags: 2 })
  // On the last day before a change the day itself tells.
  expect(showsOf({ ...board, left: [gone] })).toHaveLength(5)
})

test('who was seen is looked at last, and counted', () => {
  const seen: BoardPerson = { ...person('a', 'Ana', 'Model', ['typed', 'far_away']), seenAt: '2026-11-23T06:10:00Z' }
  const some = { ...board, present: [seen, person('b', 'Bo', 'Model', ['typed'])] }
  expect(groupsOf(some, filterOf('?show=flags')).flatMap(({ people }) => people.map(({ id }) => id))).toEqual(['b', 'a'])
  expect(seenOf(some)).toBe(1)
})
