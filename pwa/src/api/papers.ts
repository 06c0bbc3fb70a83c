/** Receipts on paper, laid out by the register as PDF. */
import { ask, client } from './client'
import type { Reply } from './reply'
import { asUser } from './session'

/** How many receipts fit in one list. */
export const mostReceipts = 200

/** Laying out a page takes a moment, and heavy work may have to wait its turn; in milliseconds. */
const printing = 20_000
/** Many pages take longer. */
const printingMany = 40_000

const isFile = (body: object) => body instanceof Blob

/** A receipt on paper, in a language: one page of PDF, made from the receipt itself. */
export const printReceipt = (receipt: string, language: string): Promise<Reply<Blob>> =>
  ask(isFile, (signal) => client.POST('/api/v1/receipts/pdf', { body: { receipt, language }, parseAs: 'blob', signal }), printing)

/** A list of at most mostReceipts receipts on paper, earliest first, made from the receipts themselves. */
export const printReceipts = (receipts: string[], language: string): Promise<Reply<Blob>> =>
  ask(isFile, (signal) => client.POST('/api/v1/receipts/list/pdf', { body: { receipts, language }, parseAs: 'blob', signal }), printingMany)

/** The receipts of a crew on paper, a card with a code for each of at most mostReceipts presences; those without a receipt number are left out. */
export const printPresences = (presences: string[], language: string): Promise<Reply<Blob>> =>
  asUser(
    isFile,
    (init) => client.POST('/api/v1/presences/receipts/pdf', { ...init, body: { presences, language }, parseAs: 'blob' }),
    printingMany,
  )

/** Has as many papers made as some things need, in their order, and hands each to `take` with what tells it from the others; stops at the first that is not made, and says why. */
export async function printAll(
  things: string[],
  print: (some: string[]) => Promise<Reply<Blob>>,
  take: (paper: Blob, part: string) => Promise<void>,
): Promise<Exclude<Reply<Blob>, { kind: 'ok' }> | undefined> {
  for (let at = 0; at < things.length; at += mostReceipts) {
    const reply = await print(things.slice(at, at + mostReceipts))
    if (reply.kind !== 'ok') return reply
    await take(reply.value, things.length > mostReceipts ? `-${at / mostReceipts + 1}` : '')
  }
  return undefined
}
