import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { usualLanguages } from '../../i18n'
import { fileName, languagesFirst, mostLanguages, noteLanguages, wantedBy } from './model'

test('one poster or all of a workplace', () => {
  expect(wantedBy('1Y102TG6Z4BDZ/7K3M-Q9TD-2XVN')).toEqual({ number: '1Y102TG6Z4BDZ', code: '7K3M-Q9TD-2XVN' })
  expect(wantedBy('1Y102TG6Z4BDZ/all')).toEqual({ number: '1Y102TG6Z4BDZ', code: '' })
  expect(fileName('1Y102TG6Z4BDZ', '', 'A3')).toBe('poster-1Y102TG6Z4BDZ-A3.pdf')
})

test('the language on screen is on the sheet, and never too many', () => {
  for (const screen of ['nl', 'ar', 'bg'] as const) {
    expect(usualLanguages(screen)).toContain(screen)
    expect(new Set(usualLanguages(screen)).size).toBe(mostLanguages)
  }
})

describe('the languages of the next poster', () => {
  const kept = new Map<string, string>()
  beforeEach(() => {
    kept.clear()
    vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => kept.set(key, text) })
  })
  afterEach(() => vi.unstubAllGlobals())

  test('are the usual ones at first, and those of the poster before afterwards, in its order', () => {
    expect(languagesFirst('nl')).toEqual(usualLanguages('nl'))
    noteLanguages(['ro', 'nl'])
    expect(languagesFirst('nl')).toEqual(['ro', 'nl'])
  })

  test('are only those that there are', () => {
    noteLanguages(['tlh', 'ro', 'nl', 'fr', 'pl', 'bg'])
    expect(languagesFirst('nl')).toEqual(['ro', 'nl', 'fr', 'pl'])
    noteLanguages(['tlh'])
    expect(languagesFirst('nl')).toEqual(usualLanguages('nl'))
  })
})
