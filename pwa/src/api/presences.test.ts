import { beforeEach, expect, test, vi } from 'vitest'

vi.stubGlobal('location', { origin: 'https://register.example' })
vi.stubGlobal('navigator', {})
const { cancelPresence, getPresence, putPresence, putPresences } = await import('./presences')
const { me } = await import('./session')

/** What the register was sent: for each request its method and path, what shows whose it is, and the body. */
let sent: { what: string; bearer: string | null; secret: string | null; body: unknown }[]

const user = {
  id: 'foreman', name: 'Samir Testaoui', login: 'samir', entitlements: [], registersSelf: true, totp: false, passkeys: 0,
  company: { number: 'BE0000000196', name: 'Model Ruwbouw', independent: false, confirmed: true },
}

beforeEach(() => {
  sent = []
  me.value = undefined
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/api/v1/sessions/renewal') return Response.json({ accessToken: 'user.s.token', expiresIn: 0, me: user })
    const text = await request.text()
    sent.push({
      what: `${request.method} ${pathname.replace('/api/v1', '')}`,
      bearer: request.headers.get('Authorization'),
      secret: request.headers.get('Presence-Secret'),
      body: text === '' ? undefined : JSON.parse(text),
    })
    return Response.json(pathname === '/api/v1/presences' ? { items: [] } : { id: 'a' })
  })
})

const body = { worker: { limosa: '24910158641968060' }, poster: '7K3M-Q9TD-2XVN', capturedAt: '2026-11-23T05:52:00Z' }

test('a secret is part of what is registered, and afterwards in a header', async () => {
  await putPresence('a', body, { secret: 's' })
  await getPresence('a', { secret: 's' })
  await cancelPresence('a', 'PLANNING', { secret: 's' })
  expect(sent).toEqual([
    { what: 'PUT /presences/a', bearer: null, secret: null, body: { ...body, secret: 's' } },
    { what: 'GET /presences/a', bearer: null, secret: 's', body: undefined },
    { what: 'POST /presences/a/cancellation', bearer: null, secret: 's', body: { reason: 'PLANNING' } },
  ])
})

test.each([
  [{ user: 'foreman' }, 'Bearer user.s.token'],
  [{ device: 'gateway.s.token' }, 'Bearer gateway.s.token'],
])('%j shows a token and no secret', async (credential, bearer) => {
  await putPresence('a', body, credential)
  await putPresences([{ id: 'a', ...body }], credential)
  await getPresence('a', credential)
  await cancelPresence('a', 'OTHER', credential)
  expect(sent.map(({ what }) => what)).toEqual(['PUT /presences/a', 'POST /presences', 'GET /presences/a', 'POST /presences/a/cancellation'])
  for (const one of sent) expect(one).toMatchObject({ bearer, secret: null })
  expect(sent[0]?.body).toEqual(body)
  expect(sent[1]?.body).toEqual({ items: [{ id: 'a', ...body }] })
})

test('a user whose session is somebody else’s sends nothing', async () => {
  expect(await getPresence('a', { user: 'manager' })).toMatchObject({ code: 'signed_out' })
  expect(sent).toEqual([])
})

test('somebody else’s presence is no answer', async () => {
  expect(await getPresence('b', { secret: 's' })).toEqual({ kind: 'unreachable' })
})
