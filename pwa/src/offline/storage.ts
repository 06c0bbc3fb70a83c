/**
 * All that this phone keeps, in one list, and the one eraser. Whoever keeps
 * something new adds it here: a test looks for what is not in the list.
 */
import { phoneBox } from './deliver'

/** A kind of storage that browsers have. */
export type Storage = 'indexedDB' | 'caches' | 'localStorage' | 'sessionStorage'

/** Something that is kept. */
export interface Store {
  storage: Storage
  /** Its name, or how its names begin. */
  name: string
  holds: string
  /** The file that reads and writes it, below src. */
  home: string
  /**
   * What ends it: forgetting everything; signing out as well; or neither, as
   * nothing in it is of a person and the app needs it to open without network.
   */
  until: 'forgotten' | 'signed out' | 'never'
}

/** Everything that this phone keeps. */
export const stores: Store[] = [
  { storage: 'indexedDB', name: 'ciaw', holds: 'presences with their secrets, posters, the L1, recent days', home: 'offline/stored-box.ts', until: 'forgotten' },
  { storage: 'caches', name: 'rolls', holds: 'evacuation lists', home: 'offline/evacuation-lists.ts', until: 'signed out' },
  { storage: 'localStorage', name: 'ciaw.ticks.', holds: 'who was ticked off on them', home: 'offline/evacuation-lists.ts', until: 'signed out' },
  { storage: 'localStorage', name: 'ciaw.me', holds: 'who is signed in; signing out forgets it by itself', home: 'api/memory.ts', until: 'forgotten' },
  { storage: 'localStorage', name: 'ciaw.clock', holds: 'how far the clock of this phone is off', home: 'api/memory.ts', until: 'forgotten' },
  { storage: 'localStorage', name: 'ciaw.language', holds: 'the language that was chosen', home: 'i18n/catalogue.ts', until: 'forgotten' },
  { storage: 'localStorage', name: 'ciaw.keys', holds: 'public keys of receipts', home: 'journeys/verify/keys.ts', until: 'forgotten' },
  { storage: 'sessionStorage', name: 'ciaw.draft', holds: 'what was read and is not yet registered', home: 'offline/draft.ts', until: 'forgotten' },
  { storage: 'caches', name: 'keys', holds: 'public keys of receipts', home: 'sw/index.ts', until: 'forgotten' },
  { storage: 'caches', name: 'shell-', holds: 'the app itself', home: 'sw/index.ts', until: 'never' },
]

/** Erases what ends when everything is forgotten, or when somebody signs out. What cannot be erased was never kept. */
export async function erase(when: 'forgotten' | 'signed out'): Promise<void> {
  const ended = stores.filter(({ until }) => until === when || (until === 'signed out' && when === 'forgotten'))
  for (const { storage, name } of ended) await erasers[storage](name).catch(() => undefined)
}

const erasers: Record<Storage, (name: string) => Promise<unknown>> = {
  indexedDB: async () => (await phoneBox()).empty(),
  caches: async (name) => Promise.all((await caches.keys()).filter((key) => key.startsWith(name)).map((key) => caches.delete(key))),
  localStorage: async (name) => eraseKeys(localStorage, name),
  sessionStorage: async (name) => eraseKeys(sessionStorage, name),
}

function eraseKeys(storage: { length: number; key(i: number): string | null; removeItem(key: string): void }, name: string): void {
  const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '')
  for (const key of keys) if (key.startsWith(name)) storage.removeItem(key)
}
