/**
 * Where somebody wanted to be when they were asked to sign in.
 */
import { pageHere } from '../../api/page-here'

/** The page to go on to: one of ours that was asked for, or else the portal. */
export function whereTo(query: string): string {
  const wanted = pageHere(new URLSearchParams(query).get('to') ?? '')
  return wanted === undefined || wanted.startsWith('/in') ? '/portal' : wanted
}
