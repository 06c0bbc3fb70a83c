import { expect, test } from 'vitest'
import { usualLanguages } from '../../i18n'
import { fileName, mostLanguages, wantedBy } from './model'

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
