import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { promised, told } from './fixtures'

vi.stubGlobal('location', { origin: 'https://register.example' })
vi.stubGlobal('navigator', {})
const keeper = await import('./keeper')
const { phoneBox } = await import('./deliver')

/** A register that knows what it was sent; `down` while nobody can reach it. */
function standIn() {
  const known = new Set<string>()
  const seen: string[] = []
  const register = { down: false, loseAnswers: false, seen }
  vi.stubGlobal('fetch', async (request: Request) => {
    if (register.down) throw new TypeError('no network')
    const id = request.url.split('/')[6] ?? ''
    seen.push(`${request.method} ${id}`)
    const refuses = request.method !== 'PUT' && !known.has(id)
    if (request.method === 'PUT') known.add(id)
    if (register.loseAnswers) throw new TypeError('the answer was lost')
    if (refuses) return Response.json({ code: 'presence_unknown' }, { status: 404 })
    return Response.json(told(id, request.method === 'POST' ? { state: 'cancelled' } : {}))
  })
  return register
}

const stateOf = (id: string) => keeper.presences.value?.find((kept) => kept.id === id)?.state
const idle = () => vi.waitFor(() => expect(keeper.delivery.value).not.toBe('sending'))

let register: ReturnType<typeof standIn>

beforeEach(async () => {
  register = standIn()
  await keeper.forgetEverything()
})

afterEach(idle)

describe('a promise', () => {
  test('is kept before it is sent, and registered when it arrives', async () => {
    await keeper.promise(promised('a'))
    expect(await (await phoneBox()).get('a')).toBeDefined()
    await vi.waitFor(() => expect(stateOf('a')).toBe('registered'))
    expect(keeper.delivery.value).toBe('idle')
  })

  test('waits while there is no network, and goes when asked again', async () => {
    register.down = true
    await keeper.promise(promised('a'))
    await vi.waitFor(() => expect(keeper.delivery.value).toBe('waiting'))
    expect(stateOf('a')).toBe('promised')
    register.down = false
    await keeper.sendNow()
    expect(stateOf('a')).toBe('registered')
  })

  test('whose answer was lost is sent again under the same id', async () => {
    register.loseAnswers = true
    await keeper.promise(promised('a'))
    await vi.waitFor(() => expect(keeper.delivery.value).toBe('waiting'))
    register.loseAnswers = false
    await keeper.sendNow()
    expect(stateOf('a')).toBe('registered')
    expect(register.seen).toEqual(['PUT a', 'PUT a'])
  })

  test('made while another is under way is sent as well', async () => {
    await Promise.all([keeper.promise(promised('a', 1)), keeper.promise(promised('b', 2))])
    await vi.waitFor(() => expect([stateOf('a'), stateOf('b')]).toEqual(['registered', 'registered']))
    expect(register.seen.toSorted()).toEqual(['PUT a', 'PUT b'])
  })
})

describe('undo', () => {
  test('of a promise that never left needs nobody', async () => {
    await (await phoneBox()).add(promised('a'))
    expect(await keeper.undo('a', 'PLANNING')).toEqual({ kind: 'undone' })
    expect(stateOf('a')).toBe('cancelled')
    expect(register.seen).toEqual([])
  })

  test('of a promise whose answer was lost asks the register', async () => {
    register.loseAnswers = true
    await keeper.promise(promised('a'))
    await vi.waitFor(() => expect(keeper.delivery.value).toBe('waiting'))
    register.loseAnswers = false
    expect(await keeper.undo('a', 'PLANNING')).toEqual({ kind: 'undone' })
    expect(register.seen).toEqual(['PUT a', 'POST a'])
  })

  test('of a promise that left and never arrived drops it', async () => {
    await (await phoneBox()).add({ ...promised('a'), tries: 1 })
    expect(await keeper.undo('a', 'PLANNING')).toEqual({ kind: 'undone' })
    expect(stateOf('a')).toBe('cancelled')
  })

  test('without network undoes nothing', async () => {
    await keeper.promise(promised('a'))
    await vi.waitFor(() => expect(stateOf('a')).toBe('registered'))
    register.down = true
    expect(await keeper.undo('a', 'PLANNING')).toEqual({ kind: 'unreachable' })
    expect(stateOf('a')).toBe('registered')
  })
})

test('looking again finds what was cancelled elsewhere', async () => {
  await keeper.promise(promised('a'))
  await vi.waitFor(() => expect(stateOf('a')).toBe('registered'))
  vi.stubGlobal('fetch', async () => Response.json(told('a', { state: 'cancelled' })))
  await keeper.refresh('a')
  expect(stateOf('a')).toBe('cancelled')
})
