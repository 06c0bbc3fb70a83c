import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { promised, promisedBy, told } from './fixtures'
import { settled } from './presence-record'

vi.stubGlobal('location', { origin: 'https://register.example' })
vi.stubGlobal('navigator', {})
const queue = await import('./queue')
const { deliver, phoneBox } = await import('./deliver')
const { me } = await import('../api/session')

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

const stateOf = (id: string) => queue.presences.value?.find((record) => record.id === id)?.state
const idle = () => vi.waitFor(() => expect(queue.delivery.value).not.toBe('sending'))

let register: ReturnType<typeof standIn>

beforeEach(async () => {
  register = standIn()
  await queue.forgetEverything()
})

afterEach(idle)

test('forgetting everything ends notifications in the browser, without network too', async () => {
  const unsubscribe = vi.fn(async () => true)
  const pushManager = { getSubscription: async () => ({ endpoint: 'https://push.example/a', unsubscribe }) }
  const serviceWorker = { getRegistration: async () => ({ pushManager }) }
  vi.stubGlobal('self', { PushManager: {}, Notification: {} })
  vi.stubGlobal('navigator', { serviceWorker })
  register.down = true
  await queue.forgetEverything()
  expect(unsubscribe).toHaveBeenCalledOnce()
  vi.stubGlobal('navigator', {})
  vi.stubGlobal('self', undefined)
})

describe('a promise', () => {
  test('is kept before it is sent, and registered when it arrives', async () => {
    await queue.promise(promised('a'))
    expect(await (await phoneBox()).get('a')).toBeDefined()
    await vi.waitFor(() => expect(stateOf('a')).toBe('registered'))
    expect(queue.delivery.value).toBe('idle')
  })

  test('waits while there is no network, and goes when asked again', async () => {
    register.down = true
    await queue.promise(promised('a'))
    await vi.waitFor(() => expect(queue.delivery.value).toBe('waiting'))
    expect(stateOf('a')).toBe('promised')
    register.down = false
    await queue.sendNow()
    expect(stateOf('a')).toBe('registered')
  })

  test('whose answer was lost is sent again under the same id', async () => {
    register.loseAnswers = true
    await queue.promise(promised('a'))
    await vi.waitFor(() => expect(queue.delivery.value).toBe('waiting'))
    register.loseAnswers = false
    await queue.sendNow()
    expect(stateOf('a')).toBe('registered')
    expect(register.seen).toEqual(['PUT a', 'PUT a'])
  })

  test('made again under the id of a refused one takes its place', async () => {
    await queue.promise(promised('a'))
    await vi.waitFor(() => expect(stateOf('a')).toBe('registered'))
    await queue.promise({ ...promised('a'), direction: 'in' })
    expect(queue.presences.value?.filter(({ id }) => id === 'a')).toMatchObject([{ state: 'promised', direction: 'in' }])
    await vi.waitFor(() => expect(stateOf('a')).toBe('registered'))
  })

  test('made while another is under way is sent as well', async () => {
    await Promise.all([queue.promise(promised('a', 1)), queue.promise(promised('b', 2))])
    await vi.waitFor(() => expect([stateOf('a'), stateOf('b')]).toEqual(['registered', 'registered']))
    expect(register.seen.toSorted()).toEqual(['PUT a', 'PUT b'])
  })
})

describe('what waits for its authority', () => {
  const queued = told('a', { state: 'queued', receiptNumber: '', receipt: '' })
  const answering = (asked: string[], state: () => ReturnType<typeof told>) =>
    vi.stubGlobal('fetch', async (request: Request) => {
      asked.push(request.method)
      return Response.json(request.method === 'PUT' ? queued : state())
    })

  test('is asked after at the next occasion, and turns green', async () => {
    const asked: string[] = []
    let now = queued
    answering(asked, () => now)
    await queue.promise(promised('a'))
    await vi.waitFor(() => expect(stateOf('a')).toBe('queued'))
    await queue.sendNow()
    expect(stateOf('a')).toBe('queued')
    now = told('a')
    await queue.sendNow()
    expect([stateOf('a'), queue.delivery.value]).toEqual(['registered', 'idle'])
    expect(asked).toEqual(['PUT', 'GET', 'GET'])
  })

  test('is asked after with the app closed, as the service worker does', async () => {
    const asked: string[] = []
    answering(asked, () => told('a'))
    await (await phoneBox()).add(settled(promised('a'), queued))
    expect(await deliver()).toEqual({ waiting: 0, queued: 0 })
    expect((await (await phoneBox()).get('a'))?.state).toBe('registered')
    expect(asked).toEqual(['GET'])
  })

  test('waits on while nobody answers', async () => {
    await (await phoneBox()).add(settled(promised('a'), queued))
    register.down = true
    expect(await deliver()).toEqual({ waiting: 0, queued: 1 })
  })
})

describe('undo', () => {
  test('of a promise that never left needs nobody', async () => {
    await (await phoneBox()).add(promised('a'))
    expect(await queue.undo('a', 'PLANNING')).toEqual({ kind: 'undone' })
    expect(stateOf('a')).toBe('cancelled')
    expect(register.seen).toEqual([])
  })

  test('of a promise whose answer was lost asks the register', async () => {
    register.loseAnswers = true
    await queue.promise(promised('a'))
    await vi.waitFor(() => expect(queue.delivery.value).toBe('waiting'))
    register.loseAnswers = false
    expect(await queue.undo('a', 'PLANNING')).toEqual({ kind: 'undone' })
    expect(register.seen).toEqual(['PUT a', 'POST a'])
  })

  test('of a promise that left and never arrived drops it', async () => {
    await (await phoneBox()).add({ ...promised('a'), tries: 1 })
    expect(await queue.undo('a', 'PLANNING')).toEqual({ kind: 'undone' })
    expect(stateOf('a')).toBe('cancelled')
  })

  test('without network undoes nothing', async () => {
    await queue.promise(promised('a'))
    await vi.waitFor(() => expect(stateOf('a')).toBe('registered'))
    register.down = true
    expect(await queue.undo('a', 'PLANNING')).toEqual({ kind: 'unreachable' })
    expect(stateOf('a')).toBe('registered')
  })
})

test('looking again finds what was cancelled elsewhere', async () => {
  await queue.promise(promised('a'))
  await vi.waitFor(() => expect(stateOf('a')).toBe('registered'))
  vi.stubGlobal('fetch', async () => Response.json(told('a', { state: 'cancelled' })))
  await queue.refresh('a')
  expect(stateOf('a')).toBe('cancelled')
})

describe('what a user registered', () => {
  const foreman = {
    id: 'foreman', name: 'Samir Testaoui', login: 'samir', entitlements: [], registersSelf: true, totp: false, passkeys: 0, password: true, recoveryCodes: 0,
    company: { number: 'BE0000000196', name: 'Model Ruwbouw', independent: false, confirmed: true },
  }

  /** A register with one session, which may end. */
  function account() {
    const session = { ended: false, sent: [] as string[] }
    vi.stubGlobal('fetch', async (request: Request) => {
      const path = new URL(request.url).pathname
      if (session.ended) return Response.json({ code: 'signed_out' }, { status: 401 })
      if (path === '/api/v1/sessions/renewal') return Response.json({ accessToken: 'a.b.c', expiresIn: 0, me: foreman })
      if (request.method === 'GET') return Response.json(told('z', { name: 'Ana Voorbeeldescu' }))
      const { items } = (await request.json()) as { items: { id: string }[] }
      session.sent.push(items.map(({ id }) => id).join(' '))
      return Response.json({ items: items.map(({ id }) => ({ added: true, presence: told(id) })) })
    })
    return session
  }

  beforeEach(() => (me.value = undefined))

  test('is kept when the session has ended, and goes when its user signs in', async () => {
    const session = account()
    session.ended = true
    await queue.promise(...['a', 'b'].map((id, i) => ({ ...promisedBy('foreman', id, i), self: true as const })))
    await vi.waitFor(() => expect(queue.delivery.value).toBe('waiting'))
    expect([stateOf('a'), stateOf('b')]).toEqual(['promised', 'promised'])
    session.ended = false
    await queue.sendNow()
    expect([stateOf('a'), stateOf('b')]).toEqual(['registered', 'registered'])
    expect(session.sent).toEqual(['a b'])
  })

  test('as a crew of fifty takes five transactions: kept, read, counted, answered, read', async () => {
    const session = account()
    me.value = foreman
    const opened = vi.spyOn(IDBDatabase.prototype, 'transaction')
    await queue.promise(...Array.from({ length: 50 }, (_, i) => ({ ...promisedBy('foreman', `crew ${i}`, i), like: 'p' })))
    await vi.waitFor(() => expect(stateOf('crew 49')).toBe('registered'))
    expect(session.sent).toHaveLength(1)
    expect(opened.mock.calls.map(([, mode]) => mode ?? 'readonly')).toEqual(['readwrite', 'readonly', 'readwrite', 'readwrite', 'readonly'])
    opened.mockRestore()
  })

  test('elsewhere is taken over from the account', async () => {
    account()
    expect(await queue.adopt('z')).toBe(false)
    me.value = foreman
    expect(await queue.adopt('z')).toBe(true)
    expect(queue.presences.value).toMatchObject([{ id: 'z', by: 'foreman', state: 'registered', worker: 'Ana Voorbeeldescu' }])
  })
})
