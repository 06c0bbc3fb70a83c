/** A company of its own for a journey, run from an office far from the phone. */
import { randomInt } from 'node:crypto'
import { newWorkplaceNumber } from '../world/posters'
import type { components } from '../../src/api/schema.gen'

type Schemas = components['schemas']

/** A company with one user, who may do everything until told otherwise. */
export interface Company {
  login: string
  password: string
  /** Leaves the user those entitlements only. */
  entitle(...entitlements: Schemas['Entitlement'][]): Promise<void>
  /** How many presences the user has registered for today. */
  registered(): Promise<number>
  /** Keeps workplaces for building. */
  keep(workplaces: { name: string; address: string }[]): Promise<void>
  /** Ends every session of the user but the office's own. */
  endSessions(): Promise<void>
}

/** Registers a company that nobody else works for. */
export async function newCompany(origin: string): Promise<Company> {
  const login = `foreman.${randomInt(1e12)}`
  const password = 'zeven scheve planken'
  const ask = async <T>(method: string, path: string, body?: object, token?: string): Promise<T> => {
    const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) }
    const answer = await fetch(`${origin}/api/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (answer.status === 204 ? undefined : await answer.json()) as T
  }
  const user = { name: 'Fatima Modelbaas', login, password }
  const founded = await ask<Schemas['SignedIn']>('POST', '/companies', { number: enterprise(), name: 'Model Gevels', user })
  const token = founded.accessToken
  return {
    login,
    password,
    entitle: (...entitlements) => ask('PUT', `/users/${founded.me.id}`, { entitlements }, token),
    keep: async (workplaces) => {
      for (const one of workplaces) await ask('POST', '/workplaces', { ...one, number: newWorkplaceNumber(), sector: 'construction' }, token)
    },
    registered: async () => (await ask<Schemas['PresencePage']>('GET', '/presences?registered=by_me', undefined, token)).presences.length,
    endSessions: async () => {
      const { sessions } = await ask<Schemas['Sessions']>('GET', '/sessions', undefined, token)
      for (const session of sessions) if (!session.current) await ask('DELETE', `/sessions/${session.id}`, undefined, token)
    },
  }
}

/** An enterprise number with check digits that fit, so low that no enterprise has it. */
function enterprise(): string {
  const eight = randomInt(1e6, 9e6)
  return String(eight).padStart(8, '0') + String(97 - (eight % 97)).padStart(2, '0')
}
