/** People who arrive at a workplace without the journey following each of them. */
import { randomBytes, randomInt } from 'node:crypto'
import { newWorker } from '../world/people'
import { demoPassword } from './portal'

/** What is special about those who arrive. */
export interface Arrival {
  /** Where their phones are. */
  position?: { latitude: number; longitude: number; accuracy: number }
  /** All with one device. */
  secret?: string
}

/** Registers somebody new by the poster at a gate, as their own phone would. Gives the receipt number. */
export async function arrive(origin: string, poster: string, arrival: Arrival = {}): Promise<string> {
  const body = {
    worker: { limosa: newWorker().code },
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

/** Registers somebody by national number, as the office of the demo's manager would. */
export async function registerFor(origin: string, workplace: string, name: string): Promise<void> {
  const post = { method: 'POST', headers: { 'Content-Type': 'application/json' } }
  const signedIn = await fetch(`${origin}/api/v1/sessions`, { ...post, body: JSON.stringify({ login: 'manager', password: demoPassword }) })
  const { accessToken } = (await signedIn.json()) as { accessToken: string }
  const nine = 800_000_000 + randomInt(100, 1000)
  const niss = `${nine}${String(97 - (nine % 97)).padStart(2, '0')}`
  const answer = await fetch(`${origin}/api/v1/presences/${newId()}`, {
    method: 'PUT',
    headers: { ...post.headers, Authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ worker: { niss, name }, workplace, capturedAt: new Date().toISOString() }),
  })
  if (answer.status !== 201) throw new Error(`the register answered ${answer.status}`)
}

/** A UUIDv7 as 22 base64url characters. */
function newId(): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return bytes.toString('base64url')
}
