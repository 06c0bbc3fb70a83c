import { beforeEach, expect, test, vi } from 'vitest'

vi.stubGlobal('location', { origin: 'https://register.example' })
vi.stubGlobal('navigator', {})
const { putPresences } = await import('./presences')
const { me, setMe } = await import('./session')

const foreman = {
  id: 'foreman', name: 'Samir Testaoui', login: 'samir', entitlements: [], registersSelf: true, totp: false, passkeys: 0, password: true, recoveryCodes: 0,
  company: { number: 'BE0000000196', name: 'Model Ruwbouw', independent: false, confirmed: true },
}

/** A register whose cookie belongs to a user; it remembers what it was asked. */
function standIn(cookie: string | undefined) {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname
    asked.push(path)
    if (path !== '/api/v1/sessions/renewal') return Response.json({ items: [] })
    if (cookie === undefined) return Response.json({ code: 'signed_out' }, { status: 401 })
    // It ends at once, so that each request renews it.
    return Response.json({ accessToken: 'a.b.c', expiresIn: 0, me: { ...foreman, id: cookie } })
  })
  return asked
}

beforeEach(() => (me.value = undefined))

test('a service worker, which remembers nobody, sends for the user whose cookie it has', async () => {
  const asked = standIn('foreman')
  expect(await putPresences([], { user: 'foreman' })).toMatchObject({ kind: 'ok' })
  expect(asked).toEqual(['/api/v1/sessions/renewal', '/api/v1/presences'])
})

test('what one user promised is never sent as another', async () => {
  const asked = standIn('manager')
  expect(await putPresences([], { user: 'foreman' })).toMatchObject({ code: 'signed_out' })
  expect(asked).toEqual(['/api/v1/sessions/renewal'])
})

test('nor when another has signed in on this phone meanwhile', async () => {
  setMe({ ...foreman, id: 'foreman' })
  const asked = standIn('manager')
  expect(await putPresences([], { user: 'foreman' })).toMatchObject({ code: 'signed_out' })
  expect(asked).not.toContain('/api/v1/presences')
})

test('a session that has ended is noticed, and its user is signed out', async () => {
  setMe({ ...foreman, id: 'foreman' })
  standIn(undefined)
  expect(await putPresences([], { user: 'foreman' })).toMatchObject({ code: 'signed_out' })
  expect(me.value).toBeUndefined()
})
