import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { PosterReply } from '../api/client'
import { type Box, byCapture, isPromised } from './box'
import type { Kept } from './kept'

interface Schema extends DBSchema {
  presences: { key: string; value: Kept }
  posters: { key: string; value: PosterReply }
  things: { key: 'limosa' | 'past'; value: string }
}

/**
 * Each version of the store adds its step here and never changes an earlier
 * one, so that a phone that skipped versions loses no promise.
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

function over(db: IDBPDatabase<Schema>): Box {
  const everything = () => db.getAll('presences')
  const note = async (name: 'limosa' | 'past', text: string | undefined) =>
    void (await (text === undefined ? db.delete('things', name) : db.put('things', text, name)))
  return {
    promised: async () => (await everything()).filter(isPromised).sort(byCapture),
    all: async () => (await everything()).sort(byCapture).reverse(),
    get: (id) => db.get('presences', id),
    add: async (kept) => void (await db.put('presences', kept)),
    change: async (id, how) => {
      const tx = db.transaction('presences', 'readwrite')
      const kept = await tx.store.get(id)
      if (kept) await tx.store.put(how(kept))
      const after = await tx.store.get(id)
      await tx.done
      return after
    },
    poster: (code) => db.get('posters', code),
    rememberPoster: async (poster) => void (await db.put('posters', poster)),
    limosa: () => db.get('things', 'limosa'),
    rememberLimosa: (text) => note('limosa', text),
    past: () => db.get('things', 'past'),
    rememberPast: (text) => note('past', text),
    empty: async () => {
      await Promise.all([db.clear('presences'), db.clear('posters'), db.clear('things')])
    },
  }
}
