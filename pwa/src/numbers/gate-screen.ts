/**
 * What a screen at the gate shows: the poster's link with a one-time password
 * (TOTP, RFC 6238, HMAC-SHA-256) that changes every 45 seconds. It is made here,
 * so that the screen needs no network.
 */
import { parsePosterCode } from './poster-code'

/** How long one code is shown, in seconds. */
export const step = 45

/** What the link that a manager made for the screen says. */
export interface GateLink {
  poster: string
  /** Base32, RFC 4648. */
  key: string
}

/** Reads a link's variable part and fragment; undefined where either is not whole. */
export function gateLinkOf(param: string, fragment: string): GateLink | undefined {
  const poster = parsePosterCode(param)
  const key = fragment.replace(/^#/, '')
  return poster && /^[A-Z2-7]{32}$/.test(key) ? { poster, key } : undefined
}

/** The link for a screen. The key is in the fragment, which no browser sends. */
export function gateLinkFor(origin: string, { poster, key }: GateLink): string {
  return `${origin}/gate/${poster}#${key}`
}

/** The poster's link as it is shown at a time. */
export async function shownAt(origin: string, link: GateLink, at: Date): Promise<string> {
  return `${origin}/p/${link.poster}?s=${await codeAt(link.key, at)}`
}

/** How many seconds the code of a time is still shown. */
export function secondsLeft(at: Date): number {
  return step - (Math.floor(at.getTime() / 1000) % step)
}

/** The six digits of a time. */
export async function codeAt(key: string, at: Date): Promise<string> {
  const hmac = await crypto.subtle.importKey('raw', fromBase32(key), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const counter = new DataView(new ArrayBuffer(8))
  counter.setUint32(4, Math.floor(at.getTime() / 1000 / step))
  const sum = new DataView(await crypto.subtle.sign('HMAC', hmac, counter))
  const offset = sum.getUint8(sum.byteLength - 1) & 0xf
  return String((sum.getUint32(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

function fromBase32(text: string): Uint8Array<ArrayBuffer> {
  const bits = [...text].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2))
}
