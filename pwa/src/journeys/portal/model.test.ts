import { expect, test } from 'vitest'
import type { Me } from '../../api/session'
import { tilesOf } from './model'

const nobody: Me = {
  id: 'x', name: 'Mieke Modelmans', login: 'mieke', entitlements: [], registersSelf: false, totp: false, passkeys: 0, password: true, recoveryCodes: 0,
  company: { number: 'BE0000000196', name: 'Voorbeeld', independent: false, confirmed: true },
}

test.each<[string, Partial<Me>, string[]]>([
  ['somebody without entitlements', {}, ['me']],
  ['a worker who registers themselves', { registersSelf: true }, ['work', 'me']],
  ['a site manager', { entitlements: ['workplaces', 'consult'] }, ['places', 'presences', 'me']],
  ['a local manager', { entitlements: ['access'] }, ['users', 'me']],
  ['a foreman', { entitlements: ['register'] }, ['work', 'presences', 'me']],
])('%s', (_, user, names) => expect(tilesOf({ ...nobody, ...user }).map((tile) => tile.name)).toEqual(names))
