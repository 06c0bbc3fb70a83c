import { describe, expect, test } from 'vitest'
import { promisedBy } from '../../offline/fixtures'
import { cancelled, type PresenceRecord } from '../../offline/presence-record'
import { hear, numberHelp, numberOf, peopleAt, typed } from './model'

const number = '24910158641968060'
const l1 = `https://limosa.example/l1?nr=${number}&naam=Testa%20Fictiva`

describe('what the camera reads', () => {
  test('an L1 is somebody new, once', () => {
    const first = hear(l1, new Map())
    expect(first).toEqual({ kind: 'person', whom: { limosa: l1 }, key: number, name: 'Testa Fictiva' })
    expect(hear(l1, new Map([[number, 'Testa Fictiva']]))).toEqual({ kind: 'again', whom: { limosa: l1 }, key: number, name: 'Testa Fictiva' })
  })

  test('the same number in another form is the same person', () => {
    expect(hear(number, new Map([[number, 'Testa Fictiva']]))).toMatchObject({ kind: 'again' })
  })

  test('an L1 without a name is told by its last digits', () => {
    expect(hear(number, new Map())).toMatchObject({ name: 'L1 ··· 8060' })
  })

  test('anything else is named and does nothing', () => {
    expect(hear('https://shop.example/soap', new Map())).toEqual({ kind: 'unknown' })
    expect(hear('https://register.example/r#eyJhbGciOiJFZERTQSJ9.eyJqdGkiOiIxIn0.c2ln', new Map())).toEqual({ kind: 'receipt' })
  })
})

test('a national number is taken once it can be one, and with a name', () => {
  expect(typed('80.00.00-020.11', ' Ana ')).toEqual({ whom: { niss: '80000002011' }, name: 'Ana' })
  expect(typed('80000002011', ' ')).toBeUndefined()
  expect(typed('80000002012', 'Ana')).toBeUndefined()
})

describe('one field for both numbers', () => {
  test('says which it recognises, masked', () => {
    expect(numberOf('80.00.00-020.11')).toMatchObject({ kind: 'niss', masked: '··· 11', doubtful: false })
    expect(numberOf('2491 0158 6419 6806 0')).toMatchObject({ kind: 'limosa', masked: '··· 8060', whom: { limosa: number }, doubtful: false })
  })

  test('check digits of an L1 that do not fit only warn; those of a national number refuse', () => {
    expect(numberOf('24910158641968061')).toMatchObject({ kind: 'limosa', doubtful: true })
    expect(numberOf('80000002012')).toBeUndefined()
  })

  test('helps along from the first digit to the seventeenth', () => {
    const helps = ['', '8', '80000002011', '80000002012', '249101586419', '24910158641968060', '249101586419680601', '80a'].map(numberHelp)
    expect(helps).toEqual(['empty', 'short', 'good', 'check_fails', 'short', 'good', 'long', 'wrong_character'])
  })

  test('the seventeen digits of a torn L1 register, with a name', () => {
    expect(typed(number, 'Ion')).toEqual({ whom: { limosa: number, named: true }, name: 'Ion' })
  })
})

test('the people of the day are those the user registered there, but for the cancelled', () => {
  const record = (id: string, by = 'foreman'): PresenceRecord => ({ ...promisedBy(by, id), self: true })
  const gone = cancelled(record('c'), 'OTHER')
  const there = (place: Parameters<typeof peopleAt>[3], on = '2026-11-23') =>
    peopleAt([record('a'), record('b', 'manager'), gone], 'foreman', on, place).map(({ id }) => id)
  expect(there({ poster: '7K3M-Q9TD-2XVN' })).toEqual(['a'])
  expect(there({ poster: '7K3M-Q9TD-2XVN' }, '2026-11-24')).toEqual([])
  expect(there({ workplace: '1Y102TG6Z4BDZ' })).toEqual([])
})
