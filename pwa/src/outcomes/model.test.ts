import { expect, test } from 'vitest'
import { promised, promisedBy, told } from '../offline/fixtures'
import { type PresenceRecord, refused, settled } from '../offline/presence-record'
import { inOrder, newsOf, type Outcome, outcomeOf, toneOf } from './model'

const mine: PresenceRecord = { ...promisedBy('foreman', 'a'), self: true }
const around = { user: 'foreman', sending: false }

test.each<[string, PresenceRecord, Partial<typeof around>, Outcome]>([
  ['on its way', mine, { sending: true }, 'sending'],
  ['on its way for the third time', { ...mine, tries: 3 } as PresenceRecord, { sending: true }, 'promised'],
  ['kept without network', mine, {}, 'promised'],
  ['kept, and its user signed out', mine, { user: '' }, 'locked'],
  ['with a number', settled(mine, told('a')), {}, 'registered'],
  ['with a number, and its user signed out', settled(mine, told('a')), { user: '' }, 'registered'],
  ['the second time', settled(mine, told('a', { duplicateOf: 'b' })), {}, 'already'],
  ['with a remark', settled(mine, told('a', { remarks: ['clock_ahead'] })), {}, 'remarked'],
  ['refused', refused(promised('a'), 'not_entitled'), {}, 'refused'],
])('%s', (_, record, change, outcome) => expect(outcomeOf(record, { ...around, ...change })).toBe(outcome))

test('green is a receipt number without a remark only', () => {
  const all: Outcome[] = ['registered', 'already', 'remarked', 'sending', 'promised', 'locked', 'queued', 'refused', 'cancelled']
  expect(all.filter((outcome) => toneOf(outcome) === 'good')).toEqual(['registered'])
  expect(inOrder([mine, settled(mine, told('a'))])).toBe(1)
})

test('the worst news is felt, and only of what changed', () => {
  const was = new Map<string, Outcome>([['a', 'sending'], ['b', 'sending']])
  expect(newsOf(was, was)).toBeUndefined()
  expect(newsOf(was, new Map([...was, ['c', 'sending']]))).toBeUndefined()
  expect(newsOf(was, new Map([['a', 'registered'], ['b', 'registered']]))).toBe('good')
  expect(newsOf(was, new Map([['a', 'registered'], ['b', 'already']]))).toBe('wait')
  expect(newsOf(was, new Map([['a', 'refused'], ['b', 'promised']]))).toBe('bad')
})
