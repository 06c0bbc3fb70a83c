import { expect, test } from 'vitest'
import { resultOf } from './photo'

const problem = (status: number, code: string) => resultOf({ kind: 'problem', status, code })

test('codes that the register read are found', () => {
  expect(resultOf({ kind: 'ok', value: { codes: [{ text: 'a', kind: 'unknown' }] } })).toEqual({ kind: 'found', texts: ['a'] })
})

test('what the register saw in the photo is told', () => {
  expect(resultOf({ kind: 'problem', status: 422, code: 'code_not_found', advice: 'dark' })).toEqual({ kind: 'dark' })
})

test('each failure is told apart', () => {
  expect(problem(422, 'code_not_found')).toEqual({ kind: 'nothing' })
  expect(problem(413, 'picture_too_large')).toEqual({ kind: 'too_large' })
  expect(problem(415, 'unsupported_type')).toEqual({ kind: 'unreadable' })
  expect(problem(422, 'picture_unreadable')).toEqual({ kind: 'unreadable' })
  expect(resultOf({ kind: 'unreachable' })).toEqual({ kind: 'offline' })
})
