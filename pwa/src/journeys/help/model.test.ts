import { expect, test } from 'vitest'
import type { PosterReply } from '../../api/client'
import { callLink, contactOf } from './model'

const poster = { code: '7K3M-Q9TD-2XVN' } as PosterReply
const contact = { name: 'Jan Voorbeeld', phone: '+32 470 00 00 00' }
const known = { code: poster.code }

test('whom to call is the register’s word, else what this phone saw last', () => {
  expect(contactOf(undefined)).toBeUndefined()
  expect(contactOf({ ...known, seen: { ...poster, contact } as PosterReply })).toEqual(contact)
  expect(contactOf({ ...known, seen: { ...poster, contact } as PosterReply, reply: { kind: 'ok', value: poster } })).toBeUndefined()
  expect(contactOf({ ...known, seen: { ...poster, contact } as PosterReply, reply: { kind: 'unreachable' } })).toEqual(contact)
  expect(contactOf({ ...known, seen: { ...poster, contact: { name: '' } } as PosterReply })).toBeUndefined()
})

test.each([
  ['+32 470 12 34 56', 'tel:+32470123456'],
  ['0470/12.34.56', 'tel:0470123456'],
  ['+32 (0)470 12 34 56', 'tel:+32470123456'],
  ['ask at the gate', undefined],
  ['', undefined],
])('%s is called at %s', (phone, link) => {
  expect(callLink(phone)).toBe(link)
})
