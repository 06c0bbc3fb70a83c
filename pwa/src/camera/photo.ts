/**
 * Reading the codes of one photo: on the phone first, then by the register.
 */
import { readPicture } from '../api/client'
import type { Advice, Reply } from '../api/reply'
import type { ReadCode } from '../api/client'
import { readCodes } from './reader'
import { smallPhoto } from './small-photo'

/** The texts found, or why there are none. */
export type PhotoResult =
  | { kind: 'found'; texts: string[] }
  | { kind: 'nothing' | 'offline' | 'unreadable' | 'too_large' | 'busy' | 'part' | Advice }

/**
 * Reads a photo. A file that the browser cannot open, such as HEIC, goes to the
 * register as it is; so does a transparent one, which no JPEG can be.
 */
export async function readPhoto(file: Blob): Promise<PhotoResult> {
  const small = await smallPhoto(file)
  let cut = false
  for (const pixels of [small?.pixels, small?.onBlack]) {
    if (!pixels) continue
    const { texts, parts } = await readCodes(pixels, 'photo', { anew: true })
    if (texts.length > 0) return { kind: 'found', texts }
    cut ||= parts !== undefined
  }
  const sent = small && !(small.onBlack && file.size <= mostSent) ? small.jpeg : file
  const result = resultOf(await untilRead(() => readPicture(sent)))
  return cut && result.kind !== 'found' ? { kind: 'part' } : result
}

/** A transparent picture is sent as it is up to this size, in bytes. */
const mostSent = 4 * 1024 * 1024

/** How often the register is asked when it is busy with others' photos, and how long to wait between, in seconds, if it does not say. */
const tries = 5
const pause = 2

/** Asks again while the register is busy: whoever waits in front of a photo need not press for it. */
export async function untilRead<T>(read: () => Promise<Reply<T>>, sleep = slept): Promise<Reply<T>> {
  for (let left = tries - 1; ; left--) {
    const reply = await read()
    if (reply.kind !== 'problem' || reply.status !== 503 || left === 0) return reply
    await sleep((reply.retryAfter ?? pause) * 1000)
  }
}

const slept = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** What the register's reply on a photo means. */
export function resultOf(reply: Reply<{ codes: ReadCode[] }>): PhotoResult {
  if (reply.kind === 'ok') {
    const texts = reply.value.codes.map((code) => code.text)
    return texts.length > 0 ? { kind: 'found', texts } : { kind: 'nothing' }
  }
  if (reply.kind === 'unreachable') return { kind: 'offline' }
  if (reply.status === 503 || reply.status === 429) return { kind: 'busy' }
  if (reply.status === 413) return { kind: 'too_large' }
  if (reply.status === 415 || reply.code === 'picture_unreadable') return { kind: 'unreadable' }
  if (reply.code === 'code_part') return { kind: 'part' }
  return { kind: reply.advice ?? 'nothing' }
}
