import { expect, test } from 'vitest'
import type { Board, BoardPerson, Flag } from '../../api/workplaces'
import { companiesOf, countsOf, cut, filterOf, groupsOf, isExpected, messageLinks, messageOf, openFlags, seenOf, showsOf, total } from './model'

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
const today = '2026-11-23'
const ids = (query: string) => groupsOf(board, filterOf(query, today)).map((group) => group.people.map((one) => one.id).join(''))

test('the address keeps the filters, and nonsense in it is passed over', () => {
  expect(filterOf('?on=2026-11-20&show=flags&company=BEModel&name=ana', today)).toEqual({ on: '2026-11-20', show: 'flags', company: 'BEModel', name: 'ana' })
  expect(filterOf('?show=everything', today)).toEqual({ on: '', show: 'present', company: '', name: '' })
})

test('by company', () => expect(ids('')).toEqual(['ab', 'c']))
test('only what there is to look at', () => expect(ids('?show=flags')).toEqual(['b']))
test('what there is to look at most comes first', () => {
  const one = person('a', 'Ana', 'Model', ['typed'])
  const vague: BoardPerson = { ...person('b', 'Bo', 'Model', ['typed']), how: ['number', 'no_position'] }
  const worst = person('c', 'Cem', 'Model', ['typed', 'far_away'])
  const some = { ...board, present: [one, vague, worst] }
  expect(groupsOf(some, filterOf('?show=flags', today)).flatMap(({ people }) => people.map(({ id }) => id))).toEqual(['c', 'b', 'a'])
})
test('missing', () => expect(ids('?show=missing')).toEqual(['d']))
test('one company', () => expect(ids('?company=BEModel')).toEqual(['ab']))
test('by a part of the name, without accents', () => {
  expect(ids('?name=VOORBEELD')).toEqual(['a'])
  expect(ids('?show=missing&name=joao')).toEqual(['d'])
})

test('counted', () => {
  expect(countsOf(board)).toEqual({ present: 3, left: 0, unclosed: 0, missing: 1, flags: 1, looked: 0 })
  expect(companiesOf(board, 'present')).toEqual([{ key: 'BEModel', name: 'Model', count: 2 }, { key: '', name: '', count: 1 }])
})

test('no more on screen than one can see', () => {
  const groups = groupsOf(board, filterOf('', today))
  expect(cut(groups, 1).map((group) => group.people.length)).toEqual([1])
  expect(cut(groups, 2)).toHaveLength(1)
  expect(total(cut(groups, 100))).toBe(3)
})

test('who left and who never went out are looked at where in and out are registered', () => {
  expect(showsOf(board)).toEqual(['present', 'missing', 'flags'])
  const gone: BoardPerson = { ...person('e', 'Eva', 'Model', ['far_away']), direction: 'out', since: '2026-11-23T05:58:00Z' }
  const timed: Board = { ...board, workplace: { ...board.workplace, directions: ['in', 'out'] }, left: [gone], unclosed: [person('u', 'Ugo', 'Zand')] }
  expect(showsOf(timed)).toEqual(['present', 'left', 'unclosed', 'missing', 'flags'])
  expect(groupsOf(timed, filterOf('?show=left', today)).flatMap(({ people }) => people)).toEqual([gone])
  expect(groupsOf(timed, filterOf('?show=unclosed', today)).map(({ name }) => name)).toEqual(['Zand'])
  expect(countsOf(timed)).toMatchObject({ left: 1, unclosed: 1, flags: 2 })
  // On the last day before a change the day itself tells.
  expect(showsOf({ ...board, left: [gone] })).toHaveLength(5)
})

test('who was seen is looked at last, and counted', () => {
  const seen: BoardPerson = { ...person('a', 'Ana', 'Model', ['typed', 'far_away']), seenAt: '2026-11-23T06:10:00Z' }
  const some = { ...board, present: [seen, person('b', 'Bo', 'Model', ['typed'])] }
  expect(groupsOf(some, filterOf('?show=flags', today)).flatMap(({ people }) => people.map(({ id }) => id))).toEqual(['b', 'a'])
  expect(seenOf(some)).toBe(1)
})

test('a day to come, or none, is today', () => {
  for (const on of ['2026-11-23', '2026-11-24', '2027-01-01', 'yesterday', '2026-02-30', '']) expect(filterOf(`?on=${on}`, today).on).toBe('')
  expect(filterOf('?on=2026-11-22', today).on).toBe('2026-11-22')
})

test('what was looked at counts no more, until there is something else', () => {
  const look = { flags: ['far_away', 'typed'] as Flag[], at: '2026-11-23T07:00:00Z', by: 'Mia Voorbeeld' }
  const done = { ...person('a', 'Ana', 'Model', ['far_away']), look }
  const more = { ...person('b', 'Bo', 'Model', ['typed', 'burst']), look }
  const some = { ...board, present: [done, more, person('c', 'Cem', 'Zand')] }
  expect(openFlags(more)).toEqual(['burst'])
  expect(countsOf(some)).toMatchObject({ flags: 1, looked: 1 })
  const shown = (query: string) => groupsOf(some, filterOf(query, today)).flatMap(({ people }) => people.map(({ id }) => id))
  expect(shown('?show=flags')).toEqual(['b'])
  expect(shown('?show=looked')).toEqual(['a'])
})

test('nobody is missing before the hour at which most came', () => {
  const due = { ...board, dueAt: '2026-11-23T06:15:00Z' }
  expect(isExpected(due, new Date('2026-11-22T23:38:00Z'))).toBe(true)
  expect(isExpected(due, new Date('2026-11-23T06:15:00Z'))).toBe(false)
  expect(isExpected(board, new Date('2026-11-22T23:38:00Z'))).toBe(false)
})

test('a message leads to the workplace, whatever stands in it', () => {
  const text = messageOf('Kaai & Co: registreer u nu:', 'https://ciaw.example', '1Y102TG6Z4BDZ')
  expect(text.split('\n')).toEqual(['Kaai & Co: registreer u nu:', 'https://ciaw.example/w/1Y102TG6Z4BDZ'])
  const { whatsapp, mail } = messageLinks(text, 'Kaai & Co')
  expect(new URL(whatsapp).searchParams.get('text')).toBe(text)
  // RFC 6068: lines of a mail end with CR LF.
  expect(new URLSearchParams(new URL(mail).search).get('body')).toBe(text.replace('\n', '\r\n'))
  expect(new URLSearchParams(new URL(mail).search).get('subject')).toBe('Kaai & Co')
})
