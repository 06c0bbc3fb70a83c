import { expect, test } from 'vitest'
import type { EvacuationList } from '../../offline/evacuation-lists'
import { noRollCall, type RollCall } from '../../offline/roll-calls'
import { left, shown } from './model'

const list: EvacuationList = {
  number: '1Y102TG6Z4BDZ', name: 'Testwerf Noord', on: '2026-11-23', asOf: '2026-11-23T06:03:00.000Z', kept: true,
  people: [
    { id: 'a', name: 'Ana Voorbeeldescu', person: '*********11', company: 'Model Ruwbouw', gate: '' },
    { id: 'c', name: 'Cem Örnek', person: '*********13', company: 'Zand', gate: 'Noord' },
    { id: 'd', name: 'Dirk Verzonnen', person: '*********14', company: '', gate: '' },
    { id: 'b', name: 'João Exemplo', person: '*********12', company: 'Model Ruwbouw', gate: '' },
  ],
}
/** A roll-call in which those were found; one was found and then not after all. */
const called = (...found: string[]): RollCall => ({
  ...noRollCall('2026-11-23'),
  ticks: Object.fromEntries([...found.map((id) => [id, true] as const), ['c', found.includes('c')] as const].map(([id, yes]) => [id, { found: yes, point: '', at: '2026-11-23T10:00:00Z', by: '', sent: true }])),
})
const ids = (found: string[], wanted: { name: string; onlyLeft: boolean }) => shown(list, called(...found), wanted).map(({ people }) => people.map(({ id }) => id).join('')).join(' ')

test('by company, those without one last; everybody until only those left are wanted', () => {
  expect(ids(['a'], { name: '', onlyLeft: false })).toBe('ab c d')
  expect(ids(['a', 'c'], { name: '', onlyLeft: true })).toBe('b d')
})

test('found by name or company, without accents', () => {
  expect(ids([], { name: 'joao', onlyLeft: false })).toBe('b')
  expect(ids(['a'], { name: 'ruwbouw', onlyLeft: true })).toBe('b')
})

test('a company says how many of all its people were found, whoever is shown', () => {
  expect(shown(list, called('a'), { name: 'joao', onlyLeft: false })).toMatchObject([{ name: 'Model Ruwbouw', count: 2, found: 1 }])
})

test('who has gone home since is not looked for', () => {
  expect(left(list, called('a', 'z'))).toBe(3)
  expect(left(list, called('a', 'b', 'c', 'd'))).toBe(0)
})
