import { expect, test } from 'vitest'
import { addressOf, limosaOf } from './draft'
import { coverage, readLimosa } from './limosa'

const text = 'https://limosa.example/l1?nr=24910158641968060&naam=Testa%20Fictiva&tot=2026-11-30'
const known = readLimosa(text)
const day = '2026-11-23'

test('the L1 just read goes before the remembered one', () => {
  expect(limosaOf({ limosa: '24910158641968060' }, known, day)?.name).toBeUndefined()
  expect(limosaOf({}, known, day)?.name).toBe('Testa Fictiva')
})

test('for another person the remembered L1 is not used', () => {
  expect(limosaOf({ another: true }, known, day)).toBeUndefined()
  expect(limosaOf({ another: true, limosa: text }, known, day)?.name).toBe('Testa Fictiva')
})

test('a remembered L1 that has ended is not used', () => {
  expect(limosaOf({}, known, '2026-11-30')).toBe(known)
  expect(limosaOf({}, known, '2026-12-01')).toBeUndefined()
})

test('the text is kept as read, because the register reads it too', () => {
  expect(known).toMatchObject({ text, number: '24910158641968060', likely: true, to: '2026-11-30' })
})

test('an L1 covers its first and last day; without dates it covers all', () => {
  const period = { from: '2026-11-01', to: '2026-11-30' }
  expect(coverage(period, '2026-10-31')).toBe('not_begun')
  expect(coverage(period, '2026-11-01')).toBe('covers')
  expect(coverage(period, '2026-11-30')).toBe('covers')
  expect(coverage(period, '2026-12-01')).toBe('ended')
  expect(coverage({}, '2026-12-01')).toBe('covers')
})

test('a place leads to the page that confirms it', () => {
  expect(addressOf({ poster: '7K3M-Q9TD-2XVN' })).toBe('/p/7K3M-Q9TD-2XVN')
  expect(addressOf({ workplace: '1Y102TG6Z4BDZ' })).toBe('/w/1Y102TG6Z4BDZ')
})
