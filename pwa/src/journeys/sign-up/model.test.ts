import { expect, test } from 'vitest'
import { bodyOf, complete, empty } from './model'

const filled = { ...empty, number: '0000.000.196', company: 'Voorbeeld', name: 'Mieke Modelmans', login: 'mieke', password: 'lang genoeg 12' }

test('a company needs no national number, an independent does', () => {
  expect(complete(filled)).toBe(true)
  expect(complete({ ...filled, independent: true })).toBe(false)
  expect(complete({ ...filled, independent: true, niss: '80000000111' })).toBe(true)
  expect(complete({ ...filled, company: '  ' })).toBe(false)
})

test('a national number that was typed before one chose a company is not sent', () => {
  expect(bodyOf({ ...filled, niss: '80000000111' }).user).not.toHaveProperty('niss')
  expect(bodyOf({ ...filled, niss: '80000000111', independent: true }).user.niss).toBe('80000000111')
  expect(bodyOf(filled).user).not.toHaveProperty('email')
})
