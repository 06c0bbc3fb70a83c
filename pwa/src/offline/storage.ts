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
  /**
   * What ends it: forgetting everything; signing out as well; or neither, as
   * nothing in it is of a person and the app needs it to open without network.
   */
  until: 'forgotten' | 'signed out' | 'never'
}

/** Everything that this phone keeps; above each line, what it holds. */
export const stores = [
  // Presences with their secrets, posters, the L1, and recent days, which signing out forgets by itself.
  { storage: 'indexedDB', name: 'ciaw', until: 'forgotten' },
  // Evacuation lists.
  { storage: 'caches', name: 'rolls', until: 'signed out' },
  // Who was ticked off on them, and by whom.
  { storage: 'localStorage', name: 'ciaw.ticks.', until: 'signed out' },
  // Who is signed in; signing out forgets it by itself.
  { storage: 'localStorage', name: 'ciaw.me', until: 'forgotten' },
  // That this device has a passkey, of whomever.
  { storage: 'localStorage', name: 'ciaw.passkey', until: 'forgotten' },
  // Which subscription to notifications the register was told of; signing out forgets it by itself.
  { storage: 'localStorage', name: 'ciaw.push', until: 'signed out' },
  // In which languages a poster was printed last.
  { storage: 'localStorage', name: 'ciaw.poster', until: 'forgotten' },
  // How far the clock of this phone is off.
  { storage: 'localStorage', name: 'ciaw.clock', until: 'forgotten' },
  // The language that was chosen.
  { storage: 'localStorage', name: 'ciaw.language', until: 'forgotten' },
  // Public keys of receipts.
  { storage: 'localStorage', name: 'ciaw.keys', until: 'forgotten' },
  // What was read and is not yet registered.
  { storage: 'sessionStorage', name: 'ciaw.draft', until: 'forgotten' },
  // Whether it was asked to put the app on the home screen.
  { storage: 'localStorage', name: 'ciaw.install', until: 'forgotten' },
  // Which of the cameras reads best, or was chosen.
  { storage: 'localStorage', name: 'ciaw.camera', until: 'forgotten' },
  // The L1 behind the last tap, to be remembered if its owner wants, or registered again.
  { storage: 'sessionStorage', name: 'ciaw.last', until: 'forgotten' },
  // That no L1 is to be remembered.
  { storage: 'localStorage', name: 'ciaw.declined', until: 'forgotten' },
  // Public keys of receipts, as the service worker fetched them.
  { storage: 'caches', name: 'keys', until: 'forgotten' },
  // The app itself.
  { storage: 'caches', name: 'shell-', until: 'never' },
] as const satisfies Store[]

/** The file below src that reads and writes each. Only the test asks; the build leaves it out. */
export const homes: Record<(typeof stores)[number]['name'], string> = {
  ciaw: 'offline/stored-box.ts',
  rolls: 'offline/evacuation-lists.ts',
  'ciaw.ticks.': 'offline/roll-calls.ts',
  'ciaw.me': 'api/memory.ts',
  'ciaw.passkey': 'api/memory.ts',
  'ciaw.push': 'api/memory.ts',
  'ciaw.poster': 'api/memory.ts',
  'ciaw.clock': 'api/memory.ts',
  'ciaw.language': 'i18n/catalogue.ts',
  'ciaw.keys': 'journeys/verify/keys.ts',
  'ciaw.draft': 'offline/draft.ts',
  'ciaw.install': 'install/offer.ts',
  'ciaw.camera': 'camera/stream.ts',
  'ciaw.last': 'offline/last-tap.ts',
  'ciaw.declined': 'offline/last-tap.ts',
  keys: 'sw/index.ts',
  'shell-': 'sw/index.ts',
}

/**
 * Erases what ends when everything is forgotten, or when somebody signs out.
 * Where one storage fails the others are erased all the same, and it rejects
 * in the end: nobody is told that all is gone while something is left.
 */
export async function erase(when: 'forgotten' | 'signed out'): Promise<void> {
  const failures: unknown[] = []
  for (const { storage, name, until } of stores) {
    if (until !== when && !(until === 'signed out' && when === 'forgotten')) continue
    await erasers[storage](name).catch((error: unknown) => isForbidden(error) || failures.push(error))
  }
  if (failures.length > 0) throw failures[0]
}

interface Texts {
  length: number
  key(i: number): string | null
  removeItem(key: string): void
}

/** Not every browser has each storage: there are no caches, for one, where the page came unencrypted. */
const browser = globalThis as { caches?: CacheStorage; localStorage?: Texts | null; sessionStorage?: Texts | null }

const erasers: Record<Storage, (name: string) => Promise<unknown>> = {
  indexedDB: async () => (await phoneBox()).empty(),
  caches: async (name) => {
    const { caches } = browser
    const names = (await caches?.keys()) ?? []
    await Promise.all(names.filter((key) => key.startsWith(name)).map((key) => caches?.delete(key)))
  },
  localStorage: async (name) => eraseKeys(browser.localStorage, name),
  sessionStorage: async (name) => eraseKeys(browser.sessionStorage, name),
}

function eraseKeys(texts: Texts | null | undefined, name: string): void {
  const keys = Array.from({ length: texts?.length ?? 0 }, (_, i) => texts?.key(i) ?? '')
  for (const key of keys) if (key.startsWith(name)) texts?.removeItem(key)
}

/** Whether the browser forbids a storage altogether: nothing was ever kept in it. */
function isForbidden(error: unknown): boolean {
  return (error as { name?: unknown } | undefined)?.name === 'SecurityError'
}
