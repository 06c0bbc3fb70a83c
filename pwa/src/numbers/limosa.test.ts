import { describe, expect, it } from 'vitest'
import { limosaLikely, parseLimosaNumber, parseLimosaText } from './limosa'
import { limosaHelp } from './limosa-help'

const published = '24910158641968060'
const number = '24990000000000152'
const full = {
  number,
  likely: true,
  name: 'Ștefan Exemplu',
  employer: 'Demo Bouw & Zonen SRL',
  from: '2026-01-01',
  to: '2026-12-31',
}

describe('parseLimosaText reads our own form', () => {
  const encoded = `https://limosa.example/l1?nr=${number}&naam=%C8%98tefan%20Exemplu&werkgever=Demo%20Bouw%20%26%20Zonen%20SRL&van=2026-01-01&tot=2026-12-31`
  const raw = `https://limosa.example/l1?nr=${number}&naam=Ștefan Exemplu&werkgever=Demo Bouw & Zonen SRL&van=2026-01-01&tot=2026-12-31`

  it.each([
    ['percent-encoded', encoded],
    ['raw, with an ampersand in a name', raw],
    ['with plus signs for spaces', encoded.replaceAll('%20', '+')],
    ['encoded once more as a whole', encodeURIComponent(encoded)],
    ['raw and encoded as a whole', encodeURIComponent(raw)],
    ['with values encoded twice', encoded.replaceAll('%', '%25')],
    ['in capitals up to the path', encoded.replace('https://limosa.example/l1', 'HTTPS://LIMOSA.EXAMPLE/L1')],
    ['with white space around', ` ${encoded}\r\n`],
  ])('%s', (_, text) => {
    expect(parseLimosaText(text)).toEqual(full)
  })

  it('decodes at most twice', () => {
    const digits = (percent: string) => `https://limosa.example/l1?nr=${percent}32${number.slice(1)}`
    expect(parseLimosaText(digits('%25'))?.number).toBe(number)
    expect(parseLimosaText(digits('%2525'))).toBeUndefined()
    expect(parseLimosaText(encodeURIComponent(digits('%25')))).toBeUndefined()
  })

  it('takes a number whose check digits do not fit, as unlikely', () => {
    expect(parseLimosaText('https://limosa.example/l1?nr=24990000000000153')).toEqual({
      number: '24990000000000153',
      likely: false,
    })
  })

  it('reads names in the old Windows encoding', () => {
    expect(parseLimosaText(`https://limosa.example/l1?nr=${number}&naam=Jos%E9+Exemplo`)?.name).toBe('José Exemplo')
  })

  it('drops days that do not exist and characters that steer the screen', () => {
    const text = `https://limosa.example/l1?nr=${number}&naam=%E2%80%AEevil%00name&van=2026-02-30&tot=31/12/2026`
    expect(parseLimosaText(text)).toEqual({ number, likely: true, name: 'evil name' })
  })

  it('shortens an endless name', () => {
    expect(parseLimosaText(`https://limosa.example/l1?nr=${number}&naam=${'x'.repeat(500)}`)?.name).toHaveLength(100)
  })
})

describe('parseLimosaText finds a likely number elsewhere', () => {
  it.each([
    ['a published number alone', published],
    ['digits with separators', '2491 0158.6419-68060'],
    ['digits of another script', '٢٤٩١٠١٥٨٦٤١٩٦٨٠٦٠'],
    ['a query value', `https://issuer.example/x?lang=nl&id=${published}&x=1`],
    ['a path segment', `https://issuer.example/l1/${published}/nl`],
    ['a fragment', `https://issuer.example/l1#${published}`],
    ['an encoded address', encodeURIComponent(`https://issuer.example/l1/${published}`)],
    ['words around it', `LIMOSA-1 nr ${published}.`],
  ])('%s', (_, text) => {
    expect(parseLimosaText(text)).toEqual({ number: published, likely: true })
  })

  it('takes bare digits that fail the check, as unlikely', () => {
    expect(parseLimosaText('24910158641968061')).toEqual({ number: '24910158641968061', likely: false })
  })

  it.each([
    ['nothing', ''],
    ['a failing number in a foreign address', 'https://issuer.example/l1?nr=24910158641968061'],
    ['a longer run of digits', `https://issuer.example/l1?nr=1${published}`],
    ['a number in the host only', `https://${published}.example/`],
    ['sixteen digits', published.slice(1)],
    ['a poster', 'https://ciaw.example/p/7K3M-Q9TD-2XVN'],
    ['an endless text', `${'x '.repeat(2048)}${published}`],
  ])('and refuses %s', (_, text) => {
    expect(parseLimosaText(text)).toBeUndefined()
  })

  it('survives broken percent signs', () => {
    expect(parseLimosaText(`https://issuer.example/%/%zz/${published}%`)?.number).toBe(published)
  })
})

it('knows likely numbers', () => {
  expect(limosaLikely(published)).toBe(true)
  expect(limosaLikely(number)).toBe(true)
  expect(limosaLikely('24910158641968061')).toBe(false)
  expect(limosaLikely(`${published}0`)).toBe(false)
  expect(limosaLikely('+4910158641968060')).toBe(false)
})

it('parses typed numbers', () => {
  expect(parseLimosaNumber(' 2491 0158 6419 6806 0')).toBe(published)
  expect(parseLimosaNumber('2491')).toBeUndefined()
})

describe('limosaHelp', () => {
  it.each([
    ['', 'empty'],
    ['2491 0158', 'short'],
    ['2491A', 'wrong_character'],
    [published, 'good'],
    ['24910158641968061', 'check_fails'],
    [`${published}1`, 'long'],
  ])('%j is %s', (text, help) => {
    expect(limosaHelp(text)).toBe(help)
  })
})
