/** People who arrive at a workplace without the journey following each of them. */
import { randomBytes, randomInt } from 'node:crypto'
import { newWorker, type Worker } from '../world/people'
import { newWorkplaceNumber } from '../world/posters'
import { demoPassword } from './portal'

/** What is special about those who arrive. */
export interface Arrival {
  /** Where their phones are. */
  position?: { latitude: number; longitude: number; accuracy: number }
  /** All with one device. */
  secret?: string
  /** Somebody; anybody else if nothing is said. */
  worker?: Worker
}

/** Registers somebody new by the poster at a gate, as their own phone would. Gives the receipt number. */
export async function arrive(origin: string, poster: string, arrival: Arrival = {}): Promise<string> {
  const body = {
    worker: { limosa: (arrival.worker ?? newWorker()).code },
    poster,
    capturedAt: new Date().toISOString(),
    secret: arrival.secret ?? randomBytes(24).toString('base64url'),
    ...(arrival.position && { position: arrival.position }),
  }
  const answer = await fetch(`${origin}/api/v1/presences/${newId()}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  const { receiptNumber, code } = (await answer.json()) as { receiptNumber?: string; code?: string }
  if (!receiptNumber) throw new Error(`the register answered ${answer.status} ${code}`)
  return receiptNumber
}

/** Registers somebody by national number, as the office of one of the demo's companies would: the manager's, or that of another login. */
export async function registerFor(origin: string, workplace: string, name: string, login = 'manager'): Promise<void> {
  const nine = 800_000_000 + randomInt(100, 1000)
  const niss = `${nine}${String(97 - (nine % 97)).padStart(2, '0')}`
  await asUser(login)(origin, 'PUT', `/presences/${newId()}`, { worker: { niss, name }, workplace, capturedAt: new Date().toISOString() })
}

/** A colleague of the demo's manager, who may be given and taken entitlements. */
export interface Colleague {
  login: string
  entitle(entitlements: string[]): Promise<void>
  /** A link to choose a new password with; earlier ones no longer work. */
  newLink(): Promise<string>
}

/** Invites a colleague, who takes the invitation. */
export async function newColleague(origin: string, entitlements: string[]): Promise<Colleague> {
  const login = `colleague.${randomBytes(6).toString('hex')}`
  const { user, link } = (await asManager(origin, 'POST', '/users', { name: 'Carl Collega', entitlements })) as { user: { id: string }; link: string }
  await asManager(origin, 'POST', '/links/use', { secret: new URL(link).hash.slice(1), login, password: demoPassword })
  return {
    login,
    entitle: async (some) => void (await asManager(origin, 'PUT', `/users/${user.id}`, { entitlements: some })),
    newLink: async () => ((await asManager(origin, 'POST', `/users/${user.id}/link`, {})) as { link: string }).link,
  }
}

/** Has the demo's manager keep more workplaces, with names that begin alike. */
export async function keepMany(origin: string, name: string, count: number): Promise<void> {
  for (let n = 1; n <= count; n++) {
    await asManager(origin, 'POST', '/workplaces', { number: newWorkplaceNumber(), name: `${name} ${n}`, sector: 'construction', address: 'Voorbeeldlaan 9, 9000 Gent' })
  }
}

/** Requests of the demo's manager. */
const asManager = asUser('manager')

/** Requests of a user of the demo. */
function asUser(login: string) {
  return (origin: string, method: string, path: string, body: object) => ask({ origin, login }, method, path, body)
}

async function ask({ origin, login }: { origin: string; login: string }, method: string, path: string, body: object): Promise<unknown> {
  const json = { 'Content-Type': 'application/json' }
  const signIn = JSON.stringify({ login, password: demoPassword })
  const session = await fetch(`${origin}/api/v1/sessions`, { method: 'POST', headers: json, body: signIn })
  const { accessToken } = (await session.json()) as { accessToken: string }
  const headers = { ...json, Authorization: `Bearer ${accessToken}` }
  const answer = await fetch(`${origin}/api/v1${path}`, { method, headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`the register answered ${answer.status} to ${method}`)
  return answer.json()
}

/** A UUIDv7 as 22 base64url characters. */
function newId(): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return bytes.toString('base64url')
}
