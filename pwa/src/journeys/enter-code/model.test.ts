import { describe, expect, test } from 'vitest'
import { parsePosterCode } from '../../numbers'
import { limosaHint, placeHint, typed } from './model'

const workplace = '1Y102TG6Z4BDZ'
const limosa = '24910158641968060'
const poster = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'].map((c) => `7K3MQ9TD2XV${c}`).find((code) => parsePosterCode(code)) ?? ''

describe('while typing', () => {
  test('a poster’s code is checked hard, with its dashes or without', () => {
    expect(placeHint('')).toBeUndefined()
    expect(placeHint('7k3m')).toBe('short')
    expect(placeHint(poster)).toBe('good')
    expect(placeHint(poster.toLowerCase())).toBe('good')
    expect(placeHint(poster.replace('7', '8'))).toBe('check_fails')
  })

  test('a workplace number is known by its beginning and only doubted', () => {
    expect(placeHint('1Y10')).toBe('short')
    expect(placeHint(workplace)).toBe('good')
    expect(placeHint('1Y102TG6Z4BEZ')).toBe('doubtful')
  })

  test('a Limosa number is only doubted', () => {
    expect(limosaHint('2491')).toBe('short')
    expect(limosaHint('2491 0158 6419 6806 0')).toBe('good')
    expect(limosaHint('24910158641968061')).toBe('doubtful')
    expect(limosaHint('2491O')).toBe('wrong_character')
  })
})

describe('typed', () => {
  test('poster or workplace, and the L1', () => {
    expect(typed(poster, limosa)).toEqual({ place: { poster: parsePosterCode(poster) }, limosa })
    expect(typed(workplace, limosa)).toEqual({ place: { workplace }, limosa })
  })

  test('a doubtful number can be used, half of one cannot', () => {
    expect(typed(workplace, '24910158641968061')).toBeDefined()
    expect(typed(workplace, '2491')).toBeUndefined()
    expect(typed(poster.slice(0, 8), limosa)).toBeUndefined()
  })

  test('where an L1 was read before, the place is enough', () => {
    expect(typed(workplace, undefined)).toEqual({ place: { workplace } })
  })
})
