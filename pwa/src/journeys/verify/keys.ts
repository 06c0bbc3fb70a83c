/** A public key of the register, as in `/.well-known/jwks.json`. */
export interface Key {
  kid: string
  /** The 32 bytes of an Ed25519 public key, base64url. */
  x: string
}

/** The register's keys that this phone knows. */
export interface Keys {
  list: Key[]
  /** The register itself named them just now, so a key that is not among them is not its. */
  fresh: boolean
}

const address = '/.well-known/jwks.json'
const kept = 'ciaw.keys'

/**
 * The register's keys: from the register when it answers, else as they were
 * when it last did. Empty on a phone that never reached it.
 */
export async function findKeys(): Promise<Keys> {
  // The query keeps the service worker's copy out of it.
  const now = await ask(`${address}?now`)
  if (now) {
    keep(now)
    return { list: now, fresh: true }
  }
  return { list: (await ask(address)) ?? recall(), fresh: false }
}

/** The Ed25519 keys of a key set; keys of other kinds are passed over. */
export function parseKeys(set: unknown): Key[] | undefined {
  const keys = (set as { keys?: unknown } | null)?.keys
  if (!Array.isArray(keys)) return undefined
  return keys
    .filter((k) => k?.kty === 'OKP' && k.crv === 'Ed25519' && typeof k.kid === 'string' && typeof k.x === 'string')
    .map(({ kid, x }) => ({ kid, x }))
}

async function ask(url: string): Promise<Key[] | undefined> {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), 8000)
  try {
    const response = await fetch(url, { cache: 'no-store', signal: patience.signal })
    return response.ok ? parseKeys(await response.json()) : undefined
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}

function keep(list: Key[]): void {
  try {
    localStorage.setItem(kept, JSON.stringify({ keys: list.map((k) => ({ kty: 'OKP', crv: 'Ed25519', ...k })) }))
  } catch {
    // Storage may be forbidden; the service worker's copy is left.
  }
}

function recall(): Key[] {
  try {
    return parseKeys(JSON.parse(localStorage.getItem(kept) ?? '')) ?? []
  } catch {
    return []
  }
}
