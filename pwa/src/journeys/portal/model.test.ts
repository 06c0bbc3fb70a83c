import { expect, test } from 'vitest'
import type { FirstSteps, OverviewRow } from '../../api/overview'
import type { Me } from '../../api/session'
import { countsOf, stepsOf, watches, waysOf } from './model'

const nobody: Me = {
  id: 'x', name: 'Mieke Modelmans', login: 'mieke', entitlements: [], registersSelf: false, totp: false, passkeys: 0, password: true, recoveryCodes: 0,
  company: { number: 'BE0000000196', name: 'Voorbeeld', independent: false, confirmed: true },
}

test.each<[string, Partial<Me>, string[]]>([
  ['somebody without entitlements', {}, ['me']],
  ['a worker who registers themselves', { registersSelf: true }, ['work', 'me']],
  ['a site manager', { entitlements: ['workplaces', 'consult'] }, ['presences', 'places', 'import', 'me']],
  ['one of a company that is not confirmed', { entitlements: ['workplaces'], company: { ...nobody.company, confirmed: false } }, ['places', 'me']],
  ['a local manager', { entitlements: ['access'] }, ['users', 'me']],
  ['a foreman', { entitlements: ['register'] }, ['work', 'presences', 'me']],
])('%s', (_, user, names) => expect(waysOf({ ...nobody, ...user }).map((way) => way.name)).toEqual(names))

test('numbers are for those who may open a board', () => {
  const of = (...entitlements: Me['entitlements']) => watches({ ...nobody, entitlements })
  expect([of('consult'), of('workplaces'), of('register', 'access'), of()]).toEqual([true, true, false, false])
})

test('each number leads to those who were counted', () => {
  const row: OverviewRow = { number: '1Y10DEM0001PZ', name: 'Toren', open: 'open', kept: true, present: 12, expected: 15, missing: 3, dueAt: '2026-11-23T06:15:00Z', flagged: 2 }
  const at = (time: string) => new Date(`2026-11-23T${time}:00Z`)
  expect(countsOf(row, at('06:00')).map(({ name }) => name)).toEqual(['present', 'expected', 'flags'])
  expect(countsOf(row, at('06:15')).map(({ name, count, href }) => `${count} ${name} ${href}`)).toEqual([
    '12 present /board/1Y10DEM0001PZ', '3 missing /board/1Y10DEM0001PZ?show=missing', '2 flags /board/1Y10DEM0001PZ?show=flags',
  ])
})

test.each<[string, boolean, FirstSteps | undefined, string[]]>([
  ['all is done', true, undefined, []],
  ['nothing is done', true, { workplace: false, poster: false }, ['workplace → /places/new', 'poster', 'scan']],
  ['no poster', true, { workplace: true, poster: false, number: 'N' }, ['✓ workplace', 'poster → /places/N', 'scan']],
  ['nobody came yet', true, { workplace: true, poster: true, number: 'N' }, ['✓ workplace', '✓ poster', 'scan → /places/N']],
  ['the operator has not confirmed it', false, { workplace: false, poster: false }, ['confirmed', 'workplace', 'poster', 'scan']],
])('of a company where %s', (_, confirmed, steps, want) => {
  const all = stepsOf({ ...nobody, company: { ...nobody.company, confirmed } }, steps)
  expect(all.map(({ name, done, href }) => `${done ? '✓ ' : ''}${name}${href ? ` → ${href}` : ''}`)).toEqual(want)
})
