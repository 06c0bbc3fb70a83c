import { expect, test } from 'vitest'
import type { WorkplaceSummary } from '../../api/work'
import { found } from './model'

const place = (name: string, open: 'open' | 'not_yet' | 'closed', address = 'Voorbeeldstraat 1, 9000 Gent'): WorkplaceSummary => ({
  workplace: { number: '1Y10DEM0001PZ', name, sector: 'construction', address, open, directions: ['day'], selfOnly: false, posterNeeded: false },
  kept: true,
  present: 0,
  lastDay: '2026-12-28',
})
const names = (all: WorkplaceSummary[]) => all.map(({ workplace }) => workplace.name)

const all = [place('Brug', 'closed'), place('Toren', 'open'), place('Résidence', 'not_yet', 'Chemin Fictif 5, Liège'), place('Atelier', 'open')]

test('open ones first, each sort by name', () => {
  expect(names(found(all, ''))).toEqual(['Atelier', 'Toren', 'Résidence', 'Brug'])
})

test('found by a part of name, number or address, without accents', () => {
  expect(names(found(all, 'residence'))).toEqual(['Résidence'])
  expect(names(found(all, ' LIEGE'))).toEqual(['Résidence'])
  expect(names(found(all, 'dem0001'))).toHaveLength(4)
  expect(found(all, 'nowhere')).toEqual([])
})
