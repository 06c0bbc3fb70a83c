import { beforeEach, expect, test } from 'vitest'
import type { Board, BoardPerson } from '../api/workplaces'
import { forgetList, isRefused, keepList, recallList, listOf } from './evacuation-lists'

/** The browser's caches and local storage, as far as they are used. */
beforeEach(() => {
  const stores = new Map<string, Map<string, Response>>()
  const open = async (name: string) => {
    const store = stores.get(name) ?? new Map<string, Response>()
    stores.set(name, store)
    return { put: async (key: string, value: Response) => void store.set(key, value), match: async (key: string) => store.get(key)?.clone(), delete: async (key: string) => store.delete(key) }
  }
  const items: Record<string, string> = {}
  const hidden = (value: unknown) => ({ value, enumerable: false })
  Object.defineProperties(items, {
    getItem: hidden((key: string) => items[key] ?? null),
    setItem: hidden((key: string, value: string) => void (items[key] = value)),
    removeItem: hidden((key: string) => void delete items[key]),
  })
  Object.assign(globalThis, { caches: { open, delete: async (name: string) => stores.delete(name) }, localStorage: items })
})

const person = (id: string, name: string, company: string): BoardPerson => ({
  id, name, person: '*********11', employer: { number: 'BE0000000295', name: company }, direction: 'day', at: '2026-11-23T06:00:00Z', recordedAt: '2026-11-23T06:00:00Z',
  channel: 'mobile', state: 'registered', receiptNumber: '261123000000164', flags: [], how: [],
})

const board: Board = {
  kept: true,
  workplace: { number: '1Y102TG6Z4BDZ', name: 'Testwerf Noord', sector: 'construction', address: 'X', open: 'open', directions: ['day'], selfOnly: false, posterNeeded: false },
  on: '2026-11-23', at: '2026-11-23T06:00:00Z', contractors: [], left: [], unclosed: [], missing: [],
  present: [person('a', '', 'Zand'), person('b', 'Wim Verzonnen', ''), person('c', 'Ana Voorbeeldescu', 'Model')],
}
const list = listOf(board, new Date('2026-11-23T06:03:00Z'))

test('by name, those without one last, and a company without a name by its number', () => {
  expect(list.people.map(({ id, company }) => `${id} ${company}`)).toEqual(['c Model', 'b BE0000000295', 'a Zand'])
})

test('whoever went out is not looked for', () => {
  const timed: Board = { ...board, left: [{ ...person('l', 'Ivo Weg', 'Model'), direction: 'out', since: '2026-11-23T05:00:00Z' }] }
  expect(listOf(timed, new Date()).people.map(({ id }) => id)).toEqual(['c', 'b', 'a'])
})

test('no more of a person than what one calls out', () => {
  expect(JSON.stringify(list)).not.toContain('261123000000164')
})

test('kept with its time, one for each workplace', async () => {
  await keepList(list)
  await keepList({ ...list, asOf: '2026-11-23T06:09:00.000Z' })
  expect(await recallList(list.number)).toEqual({ ...list, asOf: '2026-11-23T06:09:00.000Z' })
  expect(await recallList('1Y10DEM0001PZ')).toBeUndefined()
})

test('kept without network, forgotten when it is no concern of whoever asks', async () => {
  expect(isRefused({ kind: 'unreachable' })).toBe(false)
  expect(isRefused({ kind: 'problem', status: 503, code: 'busy' })).toBe(false)
  expect(isRefused({ kind: 'problem', status: 403, code: 'not_entitled' })).toBe(true)
  await keepList(list)
  await keepList({ ...list, number: '1Y10DEM0001PZ' })
  await forgetList(list.number)
  expect(await recallList(list.number)).toBeUndefined()
  expect(await recallList('1Y10DEM0001PZ')).toBeDefined()
})
