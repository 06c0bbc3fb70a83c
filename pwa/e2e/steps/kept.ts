/** What a phone keeps, looked up in the browser itself and not through the app. */
import type { Phone } from '../world/phone'

/** The names of what is there, sorted, by storage; of the database the stores, with how much is in each. */
export interface Kept {
  localStorage: string[]
  sessionStorage: string[]
  caches: string[]
  database: Record<string, number>
}

/** Looks into every storage of the phone. The cache of the app itself is called `shell`. */
export async function keptOn({ page }: Phone): Promise<Kept> {
  const found = await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('ciaw')
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    const database: Record<string, number> = {}
    for (const name of db.objectStoreNames) {
      database[name] = await new Promise((resolve, reject) => {
        const counting = db.transaction(name).objectStore(name).count()
        counting.onsuccess = () => resolve(counting.result)
        counting.onerror = () => reject(counting.error)
      })
    }
    db.close()
    return {
      localStorage: Object.keys(localStorage).sort(),
      sessionStorage: Object.keys(sessionStorage).sort(),
      caches: (await caches.keys()).sort(),
      database,
      databases: (await indexedDB.databases()).map(({ name }) => name),
    }
  })
  const { databases, ...kept } = found
  if (databases.join() !== 'ciaw') throw new Error(`there are other databases: ${databases.join()}`)
  return { ...kept, caches: kept.caches.map((name) => name.replace(/^shell-.*/, 'shell')) }
}

/** Opens a page of the register that is not the app, from which what is kept can be looked up while the app is closed. */
export async function visitNoApp({ page }: Phone, origin: string): Promise<void> {
  await page.goto(`${origin}/api/v1/demo`)
}

/** The states of the presences that the phone keeps. */
export function statesKept({ page }: Phone): Promise<string[]> {
  return page.evaluate(async () => {
    const opening = indexedDB.open('ciaw')
    await new Promise((done) => (opening.onsuccess = done))
    const all = opening.result.transaction('presences').objectStore('presences').getAll()
    await new Promise((done) => (all.onsuccess = done))
    opening.result.close()
    return (all.result as { state: string }[]).map(({ state }) => state)
  })
}
