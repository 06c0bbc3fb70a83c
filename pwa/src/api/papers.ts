/** Receipts on paper, laid out by the register as PDF. */
import { ask, client } from './client'
import type { Reply } from './reply'

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
