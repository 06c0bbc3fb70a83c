/**
 * Short texts that this browser remembers for the app. A service worker shares
 * this code and remembers nothing; a browser may forbid it.
 */
interface Storage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** May throw where storage is forbidden. */
const storage = () => (globalThis as { localStorage?: Storage }).localStorage

/** Whether texts can be remembered at all. */
export function remembers(): boolean {
  try {
    return storage() !== undefined
  } catch {
    return false
  }
}

/** The text under a name; undefined where there is none. */
export function recall(name: string): string | undefined {
  try {
    return storage()?.getItem(name) ?? undefined
  } catch {
    return undefined
  }
}

/** Remembers a text under a name; without one, forgets it. What is forbidden lasts as long as the page. */
export function remember(name: string, text: string | undefined): void {
  try {
    if (text === undefined) storage()?.removeItem(name)
    else storage()?.setItem(name, text)
  } catch {
    // Nothing to be done, and nothing depends on it.
  }
}
