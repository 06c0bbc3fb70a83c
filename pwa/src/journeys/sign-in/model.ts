/**
 * Where somebody wanted to be when they were asked to sign in.
 */

/** The page to go on to: one of ours that was asked for, or else the portal. */
export function whereTo(query: string): string {
  const wanted = new URLSearchParams(query).get('to') ?? ''
  return /^\/(?![/\\])/.test(wanted) && !wanted.startsWith('/in') ? wanted : '/portal'
}
