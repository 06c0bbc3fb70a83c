/** Fictional workers: numbers made here, with valid check digits, of nobody. */
import { randomInt } from 'node:crypto'

/** A posted worker with a Limosa L1. */
export interface Worker {
  /** Seventeen digits. */
  number: string
  name: string
  employer: string
  /** What the QR code of the L1 says. */
  code: string
}

/** What is special about a worker's L1. Days are YYYY-MM-DD. */
export interface L1 {
  name?: string
  from?: string
  to?: string
  /** Check digits that do not fit. */
  unlikely?: boolean
  /** As written before 2017: not percent-encoded. */
  raw?: boolean
}

/** Another worker at each call, so that no journey meets the presence of another. */
export function newWorker(l1: L1 = {}): Worker {
  const name = l1.name ?? 'Ștefan Exemplu'
  const employer = 'Exemplu & Fiii Construct SRL'
  const number = limosaNumber(l1.unlikely)
  const fields = { nr: number, naam: name, werkgever: employer, van: l1.from ?? dayFromNow(-30), tot: l1.to ?? dayFromNow(90) }
  const encode = l1.raw ? (value: string) => value : encodeURIComponent
  const query = Object.entries(fields).map(([field, value]) => `${field}=${encode(value)}`)
  return { number, name, employer, code: `https://limosa.example/l1?${query.join('&')}` }
}

function limosaNumber(unlikely = false): string {
  const random = 2_499_000_000_000_000n + BigInt(randomInt(1e12))
  const fits = 97n * ((random * 10n) / 97n) + 1n
  return String(unlikely ? fits + 1n : fits)
}

/** The day in Brussels so many days from now, YYYY-MM-DD. */
export function dayFromNow(days: number): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels', dateStyle: 'short' })
  return parts.format(Date.now() + days * 86_400_000)
}
