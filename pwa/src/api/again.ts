/**
 * Saying again who one is. The register asks for it before what would take the
 * account over; whoever draws the page says how the user is asked.
 */

let asker: (() => Promise<boolean>) | undefined
let asked: Promise<boolean> | undefined

/** Has the user asked in that way from now on. The service worker asks nobody. */
export function whenAgain(ask: () => Promise<boolean>): void {
  asker = ask
}

/** Asks the user, once for all who want to know; whether they have said who they are. */
export async function sayAgain(): Promise<boolean> {
  asked ??= (asker?.() ?? Promise.resolve(false)).finally(() => {
    asked = undefined
  })
  return asked
}
