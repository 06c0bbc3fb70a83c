import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB } from 'idb'
import type { PosterReply } from '../api/client'
import { type Box, byCapture, isPromised } from './box'
import type { PresenceRecord } from './presence-record'

/** Names in the database are those of the first release: `past` holds recent days. */
interface Schema extends DBSchema {
  presences: { key: string; value: PresenceRecord }
  posters: { key: string; value: PosterReply }
  things: { key: 'limosa' | 'past'; value: string }
}

const all = ['presences', 'posters', 'things'] as const

/**
 * Migrations of the database. A new version adds its step and never changes an
 * earlier one, so that a phone that skipped versions loses no promise.
 */
const steps: ((db: IDBPDatabase<Schema>) => void)[] = [
  (db) => {
    db.createObjectStore('presences', { keyPath: 'id' })
    db.createObjectStore('posters', { keyPath: 'code' })
    db.createObjectStore('things')
  },
]

/**
 * Opens the box in IndexedDB. It rejects where the browser forbids storage,
 * and calls `gone` when the browser later takes the store away.
 */
export async function storedBox(gone: () => void, name = 'ciaw'): Promise<Box> {
  const db = await openDB<Schema>(name, steps.length, {
    upgrade(open, from) {
      for (const step of steps.slice(from)) step(open)
    },
    // A newer version of the app waits for this one to let go.
    blocking: () => {
      db.close()
      gone()
    },
    terminated: gone,
  })
  return over(db)
}

type Presences = IDBPObjectStore<Schema, ['presences'], 'presences', 'readwrite'>

function over(db: IDBPDatabase<Schema>): Box {
  const everything = () => db.getAll('presences')
  /** Works on presences in one transaction, which a failure of any part aborts. */
  const together = async (work: (store: Presences) => Promise<void>) => {
    const tx = db.transaction('presences', 'readwrite')
    try {
      await work(tx.store)
    } catch (error) {
      tx.abort()
      await tx.done.catch(() => undefined)
      throw error
    }
    await tx.done
  }
  const note = async (name: 'limosa' | 'past', text: string | undefined) =>
    void (await (text === undefined ? db.delete('things', name) : db.put('things', text, name)))
  return {
    promised: async () => (await everything()).filter(isPromised).sort(byCapture),
    all: async () => (await everything()).sort(byCapture).reverse(),
    get: (id) => db.get('presences', id),
    add: (...records) =>
      together(async (store) => {
        for (const one of records) await store.put(one)
      }),
    change: async (id, how) => {
      let after: PresenceRecord | undefined
      await together(async (store) => {
        const record = await store.get(id)
        after = record && how(record)
        if (after) await store.put(after)
      })
      return after
    },
    changeAll: (ids, how) =>
      together(async (store) => {
        for (const id of ids) {
          const record = await store.get(id)
          if (record) await store.put(how(record))
        }
      }),
    poster: (code) => db.get('posters', code),
    rememberPoster: async (poster) => void (await db.put('posters', poster)),
    limosa: () => db.get('things', 'limosa'),
    rememberLimosa: (text) => note('limosa', text),
    recentDays: () => db.get('things', 'past'),
    rememberRecentDays: (text) => note('past', text),
    empty: async () => {
      const tx = db.transaction(all, 'readwrite')
      await Promise.all([...all.map((name) => tx.objectStore(name).clear()), tx.done])
    },
  }
}
