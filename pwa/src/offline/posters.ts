/**
 * Posters looked up at the register, with a short cache in memory and, for a
 * phone without network, what it saw of them before.
 */
import { getPoster, type PosterReply } from '../api/client'
import type { Reply } from '../api/reply'
import { phoneBox } from './deliver'

/** The register is not asked again about a poster within this time, in milliseconds. */
const fresh = 30_000

let last: { code: string; at: number; reply: Promise<Reply<PosterReply>> } | undefined

/**
 * Asks what a poster stands for and remembers the answer. The scan asks as
 * soon as it has read a poster, so that the answer is there when it is shown.
 */
export function askPoster(code: string): Promise<Reply<PosterReply>> {
  if (last?.code === code && performance.now() - last.at < fresh) return last.reply
  const asked = { code, at: performance.now(), reply: ask(code) }
  last = asked
  return asked.reply
}

async function ask(code: string): Promise<Reply<PosterReply>> {
  const reply = await getPoster(code)
  if (reply.kind === 'ok') await (await phoneBox()).rememberPoster(reply.value).catch(() => undefined)
  // Only an answer is worth repeating.
  else if (last?.code === code) last = undefined
  return reply
}

/** What this phone saw of a poster before. */
export async function seenPoster(code: string): Promise<PosterReply | undefined> {
  return (await phoneBox()).poster(code).catch(() => undefined)
}
