import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Key, type Keys, parseKeys } from './keys'
import { atNight, belongsTo, isProven, judge, toneOf } from './model'
import { checkSignature, withLibrary } from './signature'

const register = generateKeyPairSync('ed25519')
const stranger = generateKeyPairSync('ed25519')
const limosa = '24990000000000152'
const salt = 'c2FsdHNhbHRzYWx0c2FsdA'
const today = '2026-11-23'
const header = { alg: 'EdDSA', kid: 'k1', typ: 'ciaw-receipt+jwt' }
const claims = {
  iss: 'https://ciaw.example',
  jti: '261123000004206',
  wp: '1Y102TG6Z4BDZ',
  day: today,
  iat: 1795413120,
  ch: 'mobile',
  sd: digestOf(salt),
}
const keys: Keys = { list: [keyOf('k1', register.publicKey)], fresh: false }
const fresh: Keys = { ...keys, fresh: true }

function digestOf(salted: string): string {
  return createHash('sha256').update(`${salted}:${limosa}`).digest().subarray(0, 16).toString('base64url')
}

function keyOf(kid: string, key: KeyObject): Key {
  return { kid, x: key.export({ format: 'jwk' }).x as string }
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function issue(changes: object = {}, headerChanges: object = {}, by: KeyObject = register.privateKey): string {
  const signed = `${part({ ...header, ...headerChanges })}.${part({ ...claims, ...changes })}`
  return `${signed}.${sign(null, Buffer.from(signed), by).toString('base64url')}`
}

const kindOf = async (text: string, known: Keys = keys) => (await judge(text, known, today, checkSignature)).kind

describe('a receipt of the register', () => {
  it('is genuine for today, with all that it says', async () => {
    expect(await judge(`https://ciaw.example/r#${issue()}`, keys, today, checkSignature)).toEqual({
      kind: 'today',
      receipt: {
        number: '261123000004206',
        workplace: '1Y102TG6Z4BDZ',
        day: today,
        issuedAt: 1795413120,
        channel: 'mobile',
        who: claims.sd,
        simulation: false,
      },
    })
  })

  it('of another day is genuine but not for today', async () => {
    expect(await kindOf(issue({ day: '2026-11-22' }))).toBe('other_day')
    expect(await kindOf(issue({ day: '2026-11-24' }))).toBe('other_day')
  })

  it('says whether it was in or out, when, and which authority gave the number', async () => {
    const verdict = await judge(issue({ dir: 'out', at: 1795413000, aut: 'Test Authority' }), keys, today, checkSignature)
    expect(verdict).toMatchObject({ receipt: { direction: 'out', at: 1795413000, authority: 'Test Authority' } })
    const odd = await judge(issue({ dir: 'sideways', at: 'noon', aut: 'self' }), keys, today, checkSignature)
    for (const name of ['direction', 'at', 'authority']) expect(odd).not.toHaveProperty(['receipt', name])
  })

  it('of an in last night is good until its shift must be over, and an out never', async () => {
    const at = Date.parse('2026-11-22T21:00:00Z') / 1000
    const verdictAt = async (dir: string, time: string) => atNight(await judge(issue({ day: '2026-11-22', dir, at }), keys, today, checkSignature), new Date(time)).kind
    expect(await verdictAt('in', '2026-11-23T02:00:00Z')).toBe('shift')
    expect(await verdictAt('in', '2026-11-23T13:00:00Z')).toBe('other_day')
    expect(await verdictAt('out', '2026-11-23T02:00:00Z')).toBe('other_day')
    expect(toneOf({ kind: 'shift' } as Parameters<typeof toneOf>[0])).toBe('good')
  })

  it('names the employer when it holds one', async () => {
    const verdict = await judge(issue({ emp: '0123456749' }), keys, today, checkSignature)
    expect(verdict).toMatchObject({ receipt: { employer: '0123456749' } })
  })

  it('of the simulation says so, by its mark or by its number', async () => {
    expect(await kindOf(issue({ sim: true }))).toBe('simulation')
    expect(await kindOf(issue({ jti: '961123000000149' }))).toBe('simulation')
  })

  it('signed with an older key that is still published holds', async () => {
    const older = generateKeyPairSync('ed25519')
    const both = { list: [...keys.list, keyOf('k0', older.publicKey)], fresh: true }
    expect(await kindOf(issue({}, { kid: 'k0' }, older.privateKey), both)).toBe('today')
  })
})

describe('a forged receipt is found out', () => {
  const [head, body, tail] = issue().split('.') as [string, string, string]
  const others = issue({ jti: '261123000000132' }).split('.') as [string, string, string]
  const flipped = `${tail.startsWith('A') ? 'B' : 'A'}${tail.slice(1)}`
  const none = part({ ...header, alg: 'none' })
  const secret = part({ ...header, alg: 'HS256' })

  it.each([
    ['with one character of the signature changed', `${head}.${body}.${flipped}`],
    ['with the signature of another receipt', `${head}.${body}.${others[2]}`],
    ['with the claims of another receipt', `${head}.${others[1]}.${tail}`],
    ['with the day changed', `${head}.${part({ ...claims, day: '2026-11-24' })}.${tail}`],
    ['with a signature cut short', `${head}.${body}.${tail.slice(0, 40)}`],
    ['with a signature made longer', `${head}.${body}.${tail}AAAA`],
    ['signed by a stranger under our key’s name', issue({}, {}, stranger.privateKey)],
    ['that claims to need no signature', `${none}.${body}.`],
    ['that claims to need no signature but carries one', `${none}.${body}.${tail}`],
    ['that claims another algorithm', `${secret}.${body}.${tail}`],
    ['with an empty signature', `${head}.${body}.`],
    ['with a signature of zeros', `${head}.${body}.${Buffer.alloc(64).toString('base64url')}`],
  ])('%s', async (_, text) => {
    expect(await kindOf(text)).toBe('forged')
    expect(await kindOf(text, fresh)).toBe('forged')
  })
})

describe('a key that is not known', () => {
  const text = issue({}, { kid: 'k9' }, stranger.privateKey)

  it('leaves the question open while the register could not be asked', async () => {
    expect(await kindOf(text)).toBe('unknown_key')
    expect(await kindOf(issue(), { list: [], fresh: false })).toBe('unknown_key')
  })

  it('is not ours once the register has named its keys', async () => {
    expect(await kindOf(text, fresh)).toBe('not_ours')
    expect(await kindOf(issue({}, { kid: undefined }), fresh)).toBe('not_ours')
  })
})

describe('something else is not a receipt', () => {
  it.each([
    ['nothing', ''],
    ['a poster', 'https://ciaw.example/p/7K3M-Q9TD-2XVN'],
    ['a Limosa number', limosa],
    ['a receipt cut in half', issue().slice(0, 120)],
    ['a token of another type', issue({}, { typ: 'JWT' })],
    ['three parts of no JSON', 'eyJhbGciOi.AAAA.AAAA'],
    ['four parts', `${issue()}.AAAA`],
    ['a signed text without a day', issue({ day: undefined })],
    ['a signed text with an impossible day', issue({ day: '2026-02-30' })],
    ['a signed text whose number is none', issue({ jti: '261123000004207' })],
    ['a signed text with an extension that must be understood', issue({}, { crit: ['exp'] })],
  ])('%s', async (_, text) => {
    expect(await kindOf(text, fresh)).toBe('not_receipt')
  })
})

it('is green for a genuine receipt of today only', async () => {
  const toneFor = async (text: string) => toneOf(await judge(text, fresh, today, checkSignature))
  expect(await toneFor(issue())).toBe('good')
  expect(await toneFor(issue({ day: '2026-11-22' }))).toBe('wait')
  expect(await toneFor(issue({ sim: true }))).toBe('wait')
  expect(await toneFor('hello')).toBe('wait')
  expect(await toneFor(issue({}, {}, stranger.privateKey))).toBe('bad')
  expect(await toneFor(issue({}, { kid: 'k9' }))).toBe('bad')
})

it('says so when the browser cannot check', async () => {
  expect(await judge(issue(), keys, today, async () => undefined)).toEqual({ kind: 'unable' })
})

it('checks alike with the library for browsers without the curve', async () => {
  const message = Buffer.from('message')
  const signature = sign(null, message, register.privateKey)
  const key = Buffer.from(keyOf('k1', register.publicKey).x, 'base64url')
  expect(await withLibrary(signature, message, key)).toBe(true)
  expect(await withLibrary(signature, Buffer.from('massage'), key)).toBe(false)
  expect(await withLibrary(Buffer.alloc(64), message, key)).toBe(false)
})

/** Whether a text that is held out is of the holder of a Limosa number; undefined: that was not shown. */
async function isOf(text: string, number: string): Promise<boolean | undefined> {
  const verdict = await judge(text, keys, today, checkSignature)
  if (verdict.kind !== 'today') throw new Error(verdict.kind)
  return isProven(verdict.receipt) ? belongsTo(verdict.receipt, number) : undefined
}

describe('whose receipt it is', () => {
  it('tells from the Limosa number, once its holder shows the salt', async () => {
    const shown = `https://ciaw.example/r#${issue()}~${salt}`
    expect(await isOf(shown, limosa)).toBe(true)
    expect(await isOf(shown, '24990000000000249')).toBe(false)
  })

  it('cannot tell without the salt, not even from the right number', async () => {
    expect(await isOf(issue(), limosa)).toBeUndefined()
  })

  it('is nobody’s with a salt of another receipt', async () => {
    expect(await isOf(`${issue()}~${'A'.repeat(22)}`, limosa)).toBe(false)
  })

  it('tells it of a receipt of before December 2026, whose number was the salt', async () => {
    const old = issue({ sd: undefined, who: digestOf('261123000004206') })
    expect(await isOf(old, limosa)).toBe(true)
    expect(await isOf(old, '24990000000000249')).toBe(false)
    expect(await isOf(`${old}~${salt}`, limosa)).toBe(true)
  })
})

it('takes the Ed25519 keys out of a key set and passes the rest over', () => {
  const good = { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid: 'k1', x: 'AA' }
  expect(parseKeys({ keys: [good, { kty: 'RSA', kid: 'r', n: 'x' }, null] })).toEqual([{ kid: 'k1', x: 'AA' }])
  expect(parseKeys({})).toBeUndefined()
  expect(parseKeys(null)).toBeUndefined()
})
