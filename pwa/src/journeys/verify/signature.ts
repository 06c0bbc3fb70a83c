import { fromBase64url } from '../../numbers'
import type { Check } from './model'

/**
 * Checks an Ed25519 signature (RFC 8032) with the browser's own cryptography
 * or, where that does not know the curve yet, with a library that is loaded
 * then. Both need a secure context.
 */
export const checkSignature: Check = async (key, signature, message) => {
  const publicKey = fromBase64url(key.x)
  if (publicKey?.length !== 32) return false
  if (!globalThis.crypto?.subtle) return undefined
  const native = await importKey(publicKey)
  if (native) return crypto.subtle.verify('Ed25519', native, new Uint8Array(signature), new Uint8Array(message))
  return withLibrary(signature, message, publicKey)
}

/** The same check in plain JavaScript. */
export async function withLibrary(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
): Promise<boolean> {
  const { verifyAsync } = await import('@noble/ed25519')
  // Both roads must agree: the strict reading of RFC 8032, not the lenient one.
  return verifyAsync(signature, message, publicKey, { zip215: false })
}

async function importKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey('raw', bytes, 'Ed25519', false, ['verify'])
  } catch {
    return undefined
  }
}
