import { toBase64url } from './base64url'

/**
 * A new identity for a presence, made before the first attempt to register
 * it: a UUID version 7 (RFC 9562) as 22 base64url characters.
 */
export function newPresenceId(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const view = new DataView(bytes.buffer)
  view.setUint16(0, Math.floor(now / 2 ** 32))
  view.setUint32(2, now % 2 ** 32)
  view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f))
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f))
  return toBase64url(bytes)
}

/**
 * A new secret that makes this device the owner of a presence: 32 random bytes
 * as 43 base64url characters.
 */
export function newSecret(): string {
  return toBase64url(crypto.getRandomValues(new Uint8Array(32)))
}
