import { expect, test } from 'vitest'
import { bodyOf, changed, empty, type Form, formOf, near, needed, numberHint, pasted, positionOf, without } from './model'

const filled: Form = { ...empty, number: '1y10 2tg6 z4bdz', name: 'Testwerf Noord', address: 'Voorbeeldstraat 1, 9000 Gent' }

test('number, name and address are needed, the rest is not', () => {
  const lacking = (form: Form) => needed(form).filter(([, value]) => !String(value || '').trim()).map(([label]) => label)
  expect(lacking(filled)).toEqual([])
  expect(lacking({ ...filled, name: ' ' })).toEqual(['places.form.name'])
  expect(lacking({ ...filled, contractors: [{ number: '', name: 'Model Ruwbouw', under: '' }] })).toEqual(['places.chain.number'])
  expect(lacking({ ...filled, latitude: '51' })).toEqual(['places.form.latitude'])
})

test('what is empty is not sent, and the number without its spaces', () => {
  expect(bodyOf(filled)).toEqual({
    number: '1Y102TG6Z4BDZ', name: 'Testwerf Noord', sector: 'construction', address: 'Voorbeeldstraat 1, 9000 Gent', client: '', contractors: [], posterNeeded: false,
  })
  expect(bodyOf({ ...filled, number: 'what is it' }).number).toBe('what is it')
})

test('what the register has comes back as it was', () => {
  const details = {
    workplace: { number: '1Y102TG6Z4BDZ', name: 'Testwerf Noord', sector: 'meat' as const, address: 'X', open: 'open' as const, opensOn: '2026-11-01', directions: ['in' as const, 'out' as const], selfOnly: false, posterNeeded: true },
    kept: true, likely: true, unprintable: '', client: 'Opdrachtgever', contact: { phone: '+32 000 00 00 00' }, posters: [],
    position: { latitude: 51.05, longitude: 3.7, accuracy: 150 },
    contractors: [{ number: 'BE0000000295', name: 'Model Ruwbouw' }, { number: 'BE0000000394', name: 'Ivo Fictief', under: 'BE0000000295' }],
  }
  const { number, name, sector, address, opensOn } = details.workplace
  expect(bodyOf(formOf(details))).toEqual({
    number, name, sector, address, opensOn, client: 'Opdrachtgever', contact: details.contact, position: details.position, contractors: details.contractors, posterNeeded: true,
  })
})

test.each([
  ['', '', 'none'],
  ['51.05', '3,72', { latitude: 51.05, longitude: 3.72 }],
  ['-12', '-77', { latitude: -12, longitude: -77 }],
  ['51.05', '', 'wrong'],
  ['91', '3', 'wrong'],
  ['north', '3', 'wrong'],
] as const)('coordinates %s and %s', (latitude, longitude, at) => expect(positionOf({ latitude, longitude })).toEqual(at))

test('coordinates copied from a map fill both fields', () => {
  expect(pasted('51.0543, 3.7174')).toEqual({ latitude: '51.0543', longitude: '3.7174' })
  expect(pasted('51.0543')).toBeUndefined()
  expect(pasted('51,0543')).toBeUndefined()
})

test('swapped coordinates are seen to be far from Belgium', () => {
  expect(near({ latitude: 51.05, longitude: 3.72 })).toBe(true)
  expect(near({ latitude: 3.72, longitude: 51.05 })).toBe(false)
})

test('a number that is complete but unlikely is only doubted', () => {
  expect(numberHint('')).toBeUndefined()
  expect(numberHint('1Y10')).toBe('short')
  expect(numberHint('1Y102TG6Z4BDZ')).toBe('good')
  expect(numberHint('1Y102TG6Z4BEZ')).toBe('doubtful')
})

const chain = [
  { number: 'A', name: 'First', under: '' },
  { number: 'B', name: 'Second', under: 'A' },
  { number: 'C', name: 'Third', under: 'B' },
]

test('who worked for a company that leaves works for whom it worked for', () => {
  expect(without(chain, 1)).toEqual([chain[0], { number: 'C', name: 'Third', under: 'A' }])
  expect(without(chain, 0)[0]).toEqual({ number: 'B', name: 'Second', under: '' })
})

test('a corrected number is followed by those below it', () => {
  expect(changed(chain, 0, { number: 'AA' })).toEqual([{ ...chain[0], number: 'AA' }, { ...chain[1], under: 'AA' }, chain[2]])
  expect(changed([{ number: '', name: '', under: '' }, chain[0] as never], 0, { number: 'X' })[1]).toEqual(chain[0])
})
