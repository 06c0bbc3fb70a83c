import { expect, test } from 'vitest'
import words from '../../../static/i18n/en.json'
import { refusalOf } from './model'

/** Every code of the contract that a registration or an undoing can meet. */
const codes =
  `malformed required presence_id_invalid secret_too_short limosa_invalid poster_invalid poster_unknown poster_revoked poster_required
  workplace_invalid workplace_unknown workplace_not_yet_open workplace_closed day_invalid day_passed day_too_far
  clock_ahead direction_required direction_unexpected delivered_late position_invalid presence_unknown not_found id_reused too_late_to_cancel too_large unsupported_type
  not_entitled self_only niss_invalid own_niss_unknown text_invalid signed_out too_many_requests receipt_numbers_exhausted busy internal unreachable refused_later a_code_of_next_year`.split(/\s+/)

test.each(codes)('%s is told in words, with who can fix it and one action', (code) => {
  const refusal = refusalOf(code)
  expect(words).toHaveProperty([`refusal.${refusal.words}.title`])
  expect(words).toHaveProperty([`refusal.${refusal.words}.who`])
  expect(words).toHaveProperty([`refusal.action.${refusal.remedy}`])
})

test('a day that has passed offers today', () => {
  expect(refusalOf('day_passed').remedy).toBe('today')
})

test('without a direction the person is asked for it; where there is none, the day is registered', () => {
  expect(refusalOf('direction_required').remedy).toBe('direction')
  expect(refusalOf('direction_unexpected').remedy).toBe('today')
})

test('a code of a later version is not put on the worker', () => {
  expect(refusalOf('a_code_of_next_year')).toEqual({ words: 'internal', remedy: 'anew' })
})
