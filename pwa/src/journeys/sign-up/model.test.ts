import { expect, test } from 'vitest'
import { bodyOf, empty, needed } from './model'

const filled = { ...empty, number: '0000.000.196', company: 'Voorbeeld', name: 'Mieke Modelmans', login: 'mieke', password: 'lang genoeg 12' }

const lacking = (form: typeof empty) => needed(form).filter(([, value]) => value.trim() === '').map(([label]) => label)

test('a company needs no national number, an independent does', () => {
  expect(lacking(filled)).toEqual([])
  expect(lacking({ ...filled, independent: true })).toEqual(['me.niss'])
  expect(lacking({ ...filled, independent: true, niss: '80000000111' })).toEqual([])
  expect(lacking({ ...filled, company: '  ' })).toEqual(['found.company'])
})

test('a national number that was typed before one chose a company is not sent', () => {
  expect(bodyOf({ ...filled, niss: '80000000111' }).user).not.toHaveProperty('niss')
  expect(bodyOf({ ...filled, niss: '80000000111', independent: true }).user.niss).toBe('80000000111')
  expect(bodyOf(filled).user).not.toHaveProperty('email')
})
