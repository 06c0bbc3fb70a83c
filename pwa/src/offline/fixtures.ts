/**
 * Presences for the tests of this folder; everybody in them is made up.
 */
import type { Registered } from '../api/client'
import type { Promised } from './presence-record'

/** A promise made on 23 November 2026 at a minute past 05:00 UTC. */
export function promised(id: string, minute = 0, on = '2026-11-23'): Promised {
  return {
    state: 'promised',
    id,
    secret: `secret of ${id}`,
    on,
    capturedAt: `2026-11-23T05:${String(minute).padStart(2, '0')}:00.000Z`,
    place: { poster: '7K3M-Q9TD-2XVN' },
    limosa: '24910158641968060',
    tries: 0,
    worker: 'Testa Fictiva',
  }
}

/** A promise of a user, but for whom it registers. */
export function promisedBy(user: string, id: string, minute = 0): Omit<Promised, 'limosa' | 'secret'> {
  const { limosa: _, secret: __, ...rest } = promised(id, minute) as Promised & { limosa: string }
  return { ...rest, by: user }
}

/** The register's word on a presence. */
export function told(id: string, change: Partial<Registered> = {}): Registered {
  return {
    id,
    state: 'registered',
    receiptNumber: '261123000000164',
    receipt: 'a.b.c',
    on: '2026-11-23',
    direction: 'day',
    at: '2026-11-23T05:52:00Z',
    authority: 'self',
    workplace: { number: '1Y102TG6Z4BDZ', name: 'Testwerf Noord' },
    recordedAt: '2026-11-23T05:52:01Z',
    remarks: [],
    ...change,
  }
}
