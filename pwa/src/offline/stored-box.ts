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

type Database = IDBPDatabase<Schema>

/**
 * Opens the box in IndexedDB. It rejects where the browser forbids storage,
 * and calls `gone` when the browser later takes the store away.
 */
export async function storedBox(gone: () => void, name = 'ciaw'): Promise<Box> {
  const connect = () => connected(name, gone)
  let open = connect()
  await open
  return over(async (work) => {
    const used = open
    const db = await used
    try {
      return await work(db)
    } catch (error) {
      if (!isLost(error)) throw error
      db.close()
      if (open === used) open = connect()
      return work(await open)
    }
  })
}

async function connected(name: string, gone: () => void): Promise<Database> {
  const db: Database = await openDB<Schema>(name, steps.length, {
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
  return db
}

/** The failures by which browsers tell that a connection is lost, as iOS loses it while the app sleeps, often without any event. */
const lost: unknown[] = ['InvalidStateError', 'UnknownError', 'AbortError']

/** Whether a failure is one of the connection, which a new one mends. */
const isLost = (error: unknown) => lost.includes((error as { name?: unknown } | null)?.name)

/** Works on the database; once more on a new connection where the old one was lost. */
type Use = <T>(work: (db: Database) => Promise<T>) => Promise<T>

type Presences = IDBPObjectStore<Schema, ['presences'], 'presences', 'readwrite'>

/** Works on presences in one transaction, which a failure of any part aborts. */
async function together(db: Database, work: (store: Presences) => Promise<void>): Promise<void> {
  const tx = db.transaction('presences', 'readwrite')
  try {
    await work(tx.store)
  } catch (error) {
    try {
      tx.abort()
    } catch {
      // The connection was lost with it.
    }
    await tx.done.catch(() => undefined)
    throw error
  }
  await tx.done
}

function over(use: Use): Box {
  const everything = () => use((db) => db.getAll('presences'))
  const note = async (name: 'limosa' | 'past', text: string | undefined) =>
    void (await use<unknown>((db) => (text === undefined ? db.delete('things', name) : db.put('things', text, name))))
  return {
    promised: async () => (await everything()).filter(isPromised).sort(byCapture),
    all: async () => (await everything()).sort(byCapture).reverse(),
    get: (id) => use((db) => db.get('presences', id)),
    add: (...records) =>
      use((db) =>
        together(db, async (store) => {
          for (const one of records) await store.put(one)
        }),
      ),
    change: (id, how) =>
      use(async (db) => {
        let after: PresenceRecord | undefined
        await together(db, async (store) => {
          const record = await store.get(id)
          after = record && how(record)
          if (after) await store.put(after)
        })
        return after
      }),
    changeAll: (ids, how) =>
      use((db) =>
        together(db, async (store) => {
          for (const id of ids) {
            const record = await store.get(id)
            if (record) await store.put(how(record))
          }
        }),
      ),
    poster: (code) => use((db) => db.get('posters', code)),
    rememberPoster: async (poster) => void (await use((db) => db.put('posters', poster))),
    limosa: () => use((db) => db.get('things', 'limosa')),
    rememberLimosa: (text) => note('limosa', text),
    recentDays: () => use((db) => db.get('things', 'past')),
    rememberRecentDays: (text) => note('past', text),
    empty: () =>
      use(async (db) => {
        const tx = db.transaction(all, 'readwrite')
        await Promise.all([...all.map((name) => tx.objectStore(name).clear()), tx.done])
      }),
  }
}
