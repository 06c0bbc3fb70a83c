/**
 * When to ask whether the app is to be put on the home screen: on one receipt,
 * the second or later, and never again.
 */

/** What can be done about it here: the browser asks, the person does it by hand, or nothing. */
export type Way = 'prompt' | 'by hand' | 'none'

/** What is known when a receipt is shown. */
export interface Moment {
  /** Of the presence that is shown. */
  id: string
  /** How many receipts this phone keeps. */
  receipts: number
  /** On which receipt it was asked; undefined while it was not. */
  asked: string | undefined
  way: Way
}

/** Whether to ask on a receipt. */
export function asks({ id, receipts, asked, way }: Moment): boolean {
  return way !== 'none' && receipts >= 2 && (asked === undefined || asked === id)
}

/** What a browser can do that has offered to install the app, or not. */
export function wayOf(offered: boolean, installed: boolean, agent: string): Way {
  if (installed) return 'none'
  if (offered) return 'prompt'
  return /iPhone|iPad|iPod/.test(agent) ? 'by hand' : 'none'
}
