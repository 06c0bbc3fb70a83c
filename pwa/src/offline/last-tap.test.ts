import { describe, expect, test } from 'vitest'
import { readLimosa } from './limosa'
import { type LastTap, offered } from './last-tap'

const mine = 'https://limosa.example/l1?nr=24910158641968060&naam=Testa&van=2026-01-01&tot=2026-11-30'
const other = mine.replace('Testa', 'Testo')
const older = mine.replace('2026-01-01', '2025-01-01')
const last: LastTap = { id: 'i', limosa: mine, another: false }
const day = '2026-11-23'
const known = (text: string) => readLimosa(text) ?? null

describe('tomorrow without L1', () => {
  test('is asked of whoever has none remembered, of the presence just made', () => {
    expect(offered('i', { last: last, known: null, no: false }, day)?.text).toBe(mine)
    expect(offered('j', { last: last, known: null, no: false }, day)).toBeUndefined()
    expect(offered('i', { last: undefined, known: null, no: false }, day)).toBeUndefined()
  })

  test('is not asked before it is known what is remembered', () => {
    expect(offered('i', { last: last, known: undefined, no: false }, day)).toBeUndefined()
  })

  test('is not asked where one is remembered that still holds, be it this one or another’s', () => {
    expect(offered('i', { last: last, known: known(mine), no: false }, day)).toBeUndefined()
    expect(offered('i', { last: last, known: known(other), no: false }, day)).toBeUndefined()
    expect(offered('i', { last: last, known: known(older), no: false }, day)?.text).toBe(mine)
    expect(offered('i', { last: last, known: known(other.replace('2026-11-30', '2026-11-01')), no: false }, day)?.text).toBe(mine)
  })

  test('is not asked of a colleague’s L1, of one that has ended, nor after a no', () => {
    expect(offered('i', { last: { ...last, another: true }, known: null, no: false }, day)).toBeUndefined()
    expect(offered('i', { last: last, known: null, no: false }, '2026-12-01')).toBeUndefined()
    expect(offered('i', { last: last, known: null, no: true }, day)).toBeUndefined()
  })
})
