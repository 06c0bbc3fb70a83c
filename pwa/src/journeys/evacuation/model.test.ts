import { expect, test } from 'vitest'
import type { EvacuationList } from '../../offline/evacuation-lists'
import { left, shown, toggled } from './model'

const list: EvacuationList = {
  number: '1Y102TG6Z4BDZ', name: 'Testwerf Noord', on: '2026-11-23', asOf: '2026-11-23T06:03:00.000Z',
  people: [
    { id: 'a', name: 'Ana Voorbeeldescu', person: '*********11', company: 'Model Ruwbouw', gate: '' },
    { id: 'b', name: 'João Exemplo', person: '*********12', company: 'Model Ruwbouw', gate: '' },
    { id: 'c', name: '', person: '*********13', company: 'Zand', gate: 'Noord' },
  ],
}
const ids = (ticked: string[], wanted: { name: string; onlyLeft: boolean }) => shown(list, new Set(ticked), wanted).map((one) => one.id).join('')

test('everybody, ticked off or not, until only those left are wanted', () => {
  expect(ids(['a'], { name: '', onlyLeft: false })).toBe('abc')
  expect(ids(['a'], { name: '', onlyLeft: true })).toBe('bc')
})

test('found by name or company, without accents', () => {
  expect(ids([], { name: 'joao', onlyLeft: false })).toBe('b')
  expect(ids(['a'], { name: 'ruwbouw', onlyLeft: true })).toBe('b')
})

test('who has gone home since is not looked for', () => {
  expect(left(list, new Set(['a', 'z']))).toBe(2)
  expect(left(list, new Set(['a', 'b', 'c']))).toBe(0)
})

test('a slip of the thumb is taken back', () => {
  expect([...toggled(toggled(new Set(['a']), 'b'), 'a')]).toEqual(['b'])
})
