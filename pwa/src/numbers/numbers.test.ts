import { describe, expect, it } from 'vitest'
import { addDays, brusselsDay, classify, fromBase64url, isDay, newPresenceId, newSecret, parseWorkplaceNumber, toBase64url, workplaceHelp } from '.'
import { maskNiss, nissHelp, parseNiss } from './niss'
import { groupReceiptNumber } from './receipt-groups'
import { isSimulationNumber, parseReceiptNumber } from './receipt-number'

describe('workplace numbers', () => {
  it.each([
    ['published', '1Y1000003EQCZ', '1Y1000003EQCZ', true],
    ['published', '1Y1000NF9KCQZ', '1Y1000NF9KCQZ', true],
    ['published', '1Y102TG6Z4BDZ', '1Y102TG6Z4BDZ', true],
    ['typed in lower case with a letter O', '1y1Ooo-nf9k-cqz', '1Y1000NF9KCQZ', true],
    ['with a check character that does not fit', '1Y102TG6Z4BCZ', '1Y102TG6Z4BCZ', false],
  ])('%s: %s', (_, text, number, likely) => {
    expect(parseWorkplaceNumber(text)).toEqual({ number, likely })
  })

  it.each([
    ['not ending in Z', '1Y11234567890'],
    ['not beginning as one', '2Y102TG6Z4BDZ'],
    ['short', '1Y102TG6Z4BZ'],
    ['long', '1Y102TG6Z4BDZZ'],
    ['empty', ''],
  ])('refuses one that is %s', (_, text) => {
    expect(parseWorkplaceNumber(text)).toBeUndefined()
  })

  it.each([
    ['1Y', 'short'],
    ['1X', 'wrong_character'],
    ['1Y102TG6Z4BDZ', 'good'],
    ['1Y102TG6Z4BCZ', 'check_fails'],
    ['', 'empty'],
  ])('help for %j is %s', (text, help) => {
    expect(workplaceHelp(text)).toBe(help)
  })
})

describe('national numbers', () => {
  it.each([
    ['of somebody born before 2000', '80.00.00-020.11', '80000002011'],
    ['of somebody born since', '00000002009', '00000002009'],
    ['with a wrong digit', '80000002111', undefined],
    ['too short', '8000000209', undefined],
  ])('%s', (_, text, digits) => {
    expect(parseNiss(text)).toBe(digits)
  })

  it('help while one types, and are masked once they are typed', () => {
    expect(['', '80x', '80', '80000002111', '800000020115', '80000002011'].map(nissHelp)).toEqual([
      'empty', 'wrong_character', 'short', 'check_fails', 'long', 'good',
    ])
    expect(maskNiss('80000002011')).toBe('··· 11')
  })
})

it('days are counted over the ends of months and of summer time', () => {
  expect(addDays('2026-11-30', 1)).toBe('2026-12-01')
  expect(addDays('2026-10-25', 1)).toBe('2026-10-26')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
})

describe('receipt numbers', () => {
  it('are parsed, grouped and known as simulation', () => {
    expect(parseReceiptNumber('261123 0000 042 06')).toBe('261123000004206')
    expect(groupReceiptNumber('261123000004206')).toBe('261123 0000 042 06')
    expect(isSimulationNumber('961123000000149')).toBe(true)
    expect(isSimulationNumber('261123000004206')).toBe(false)
  })

  it.each(['261123000004207', '26112300000420', '2611230000042060', ''])('refuses %j', (text) => {
    expect(parseReceiptNumber(text)).toBeUndefined()
  })
})

describe('identities', () => {
  it('are version 7 UUIDs that sort by time', () => {
    const at = Date.UTC(2026, 10, 23, 5, 52)
    const bytes = fromBase64url(newPresenceId(at))
    expect(bytes).toHaveLength(16)
    const view = new DataView((bytes as Uint8Array).buffer as ArrayBuffer)
    expect(view.getUint16(0) * 2 ** 32 + view.getUint32(2)).toBe(at)
    expect(view.getUint8(6) >> 4).toBe(7)
    expect(view.getUint8(8) >> 6).toBe(2)
  })

  it('and secrets never repeat', () => {
    const made = Array.from({ length: 200 }, () => newPresenceId(0))
    expect(new Set(made).size).toBe(200)
    expect(made.every((id) => /^[\w-]{22}$/.test(id))).toBe(true)
    const secrets = Array.from({ length: 200 }, newSecret)
    expect(new Set(secrets).size).toBe(200)
    expect(secrets.every((secret) => /^[\w-]{43}$/.test(secret))).toBe(true)
  })
})

describe('classify', () => {
  const jws = 'eyJhbGciOiJFZERTQSJ9.eyJqdGkiOiIxIn0.AAAA'

  it.each([
    ['a poster link', 'https://ciaw.example/p/7K3M-Q9TD-2XVN', { kind: 'poster', code: '7K3M-Q9TD-2XVN' }],
    ['a poster code with dashes', '7K3M-Q9TD-2XVN', { kind: 'poster', code: '7K3M-Q9TD-2XVN' }],
    ['a stray code of a poster’s length', '7K3MQ9TD2XVN', { kind: 'unknown' }],
    ['a mistyped poster', 'https://ciaw.example/p/7K3M-Q9TD-2XVM', { kind: 'unknown' }],
    ['a poster on a screen at the gate', 'https://ciaw.example/p/7K3M-Q9TD-2XVN?s=385441', { kind: 'poster', code: '7K3M-Q9TD-2XVN', screen: '385441' }],
    ['a poster with another query', 'https://ciaw.example/p/7K3M-Q9TD-2XVN?s=38544', { kind: 'poster', code: '7K3M-Q9TD-2XVN' }],
    ['a receipt link', `https://ciaw.example/r#${jws}`, { kind: 'receipt', jws }],
    ['a receipt link that shows whose it is', `https://ciaw.example/r#${jws}~${'Ab-_'.repeat(5)}xy`, { kind: 'receipt', jws, salt: `${'Ab-_'.repeat(5)}xy` }],
    ['a receipt with half a salt', `${jws}~Ab`, { kind: 'unknown' }],
    ['a bare receipt', jws, { kind: 'receipt', jws }],
    ['a receipt without a signature', 'eyJhbGciOiJub25lIn0.e30.', { kind: 'receipt', jws: 'eyJhbGciOiJub25lIn0.e30.' }],
    ['a Limosa number', '24910158641968060', { kind: 'limosa', number: '24910158641968060', likely: true }],
    ['a web address', 'https://shop.example/sale', { kind: 'unknown' }],
    ['a network’s code', 'WIFI:S:site;T:WPA;P:secret;;', { kind: 'unknown' }],
    ['nothing', '', { kind: 'unknown' }],
  ])('%s', (_, text, scanned) => {
    expect(classify(text)).toEqual(scanned)
  })
})

describe('days', () => {
  it.each([
    ['a winter morning', '2026-11-23T05:52:00Z', '2026-11-23'],
    ['after midnight in Brussels in winter', '2026-11-23T23:00:00Z', '2026-11-24'],
    ['before midnight in Brussels in summer', '2026-06-30T21:59:59Z', '2026-06-30'],
    ['after midnight in Brussels in summer', '2026-06-30T22:00:00Z', '2026-07-01'],
  ])('%s', (_, at, day) => {
    expect(brusselsDay(new Date(at))).toBe(day)
  })

  it('exist or not', () => {
    expect(isDay('2028-02-29')).toBe(true)
    expect(isDay('2026-02-29')).toBe(false)
    expect(isDay('2026-1-1')).toBe(false)
  })
})

it('base64url goes both ways and refuses the rest', () => {
  const bytes = Uint8Array.from([0, 255, 254, 62, 63])
  expect(toBase64url(bytes)).toBe('AP_-Pj8')
  expect(fromBase64url('AP_-Pj8')).toEqual(bytes)
  expect(fromBase64url('AP/+')).toBeUndefined()
  expect(fromBase64url('A')).toBeUndefined()
})
