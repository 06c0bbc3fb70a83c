import { describe, expect, test } from 'vitest'
import type { ReadLimosa } from '../../offline/limosa'
import { destination, take, wanted } from './model'

const poster = 'https://register.example/p/7K3M-Q9TD-2XVN'
/** The published example of a Limosa number. */
const limosa = '24910158641968060'
const known: ReadLimosa = { text: limosa, number: limosa, likely: true }

const user = {
  id: 'ivo', name: 'Ivo Fictief', login: 'ivo', entitlements: [], registersSelf: true, totp: false, passkeys: 0, password: true, recoveryCodes: 0,
  company: { number: 'BE0000000390', name: 'Ivo Fictief', independent: true, confirmed: true },
}

/** A valid code near a given one: the last character is the check. */
function validPoster(): string {
  for (const c of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') {
    const text = `https://register.example/p/7K3M-Q9TD-2XV${c}`
    if (take({}, text).event === 'poster') return text
  }
  throw new Error(`no check character fits ${poster}`)
}

describe('reading', () => {
  const link = validPoster()

  test('poster first, then the L1', () => {
    const one = take({}, link)
    expect(one.event).toBe('poster')
    expect(wanted(one.draft, null)).toBe('limosa')
    const two = take(one.draft, limosa)
    expect(two.event).toBe('limosa')
    expect(wanted(two.draft, null)).toBe('nothing')
    expect(destination(two.draft, null)).toMatch(/^\/p\/7K3M-Q9TD-2XV.$/)
  })

  test('the L1 first, then the poster', () => {
    const one = take({}, limosa)
    expect(wanted(one.draft, null)).toBe('poster')
    const two = take(one.draft, link)
    expect(wanted(two.draft, null)).toBe('nothing')
  })

  test('the same code again changes nothing', () => {
    const { draft } = take(take({}, link).draft, limosa)
    expect(take(draft, link)).toEqual({ draft, event: 'repeat' })
    expect(take(draft, limosa)).toEqual({ draft, event: 'repeat' })
  })

  test('codes of other things are named and change nothing', () => {
    expect(take({}, 'https://shop.example/soap')).toEqual({ draft: {}, event: 'unknown' })
    expect(take({}, 'https://register.example/r#eyJhbGciOiJFZERTQSJ9.eyJqdGkiOiIxIn0.c2ln').event).toBe('receipt')
  })

  test('with a remembered L1 the poster is enough', () => {
    expect(wanted({}, known)).toBe('poster')
    expect(destination(take({}, link).draft, known)).toBeDefined()
  })

  test('for another person the remembered L1 does not count', () => {
    expect(wanted({ another: true }, known)).toBe('any')
    expect(destination(take({ another: true }, link).draft, known)).toBeUndefined()
  })

  test('a typed workplace number needs only the L1', () => {
    const draft = { place: { workplace: '1Y102TG6Z4BDZ' } }
    expect(wanted(draft, null)).toBe('limosa')
    expect(destination(take(draft, limosa).draft, null)).toBe('/w/1Y102TG6Z4BDZ')
  })
  test('a user who is signed in needs no L1, unless it is for another person', () => {
    expect(wanted({}, null, user)).toBe('poster')
    expect(destination(take({}, link).draft, null, user)).toBeDefined()
    expect(wanted(take({ another: true }, link).draft, null, user)).toBe('limosa')
    expect(wanted({}, null, { ...user, registersSelf: false })).toBe('any')
  })
})
