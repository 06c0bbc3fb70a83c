/**
 * What can be done about a refusal. The register gives a code; here it gets
 * the words it is told in and the one action that is offered.
 */

/** The one thing to do: mend the L1, the place or a number, say whether it was in or out, use today, begin again, try the same again, look back, sign in or see to one's account. */
export type Remedy = 'limosa' | 'poster' | 'type' | 'direction' | 'today' | 'anew' | 'again' | 'days' | 'sign_in' | 'account'

/** The name of the words in the catalogue, below `refusal.`, and the action. */
export interface Refusal {
  words: string
  remedy: Remedy
}

/** Codes that mean the same to the person are told in the same words. */
const sameWords: Record<string, string> = {
  poster_invalid: 'poster_unknown',
  workplace_invalid: 'workplace_unknown',
  not_found: 'presence_unknown',
  busy: 'too_many_requests',
}

const remedies: Record<string, Remedy> = {
  limosa_invalid: 'limosa',
  poster_unknown: 'poster',
  poster_revoked: 'poster',
  poster_required: 'poster',
  workplace_unknown: 'poster',
  workplace_not_yet_open: 'poster',
  workplace_closed: 'poster',
  day_passed: 'today',
  day_too_far: 'today',
  clock_ahead: 'today',
  direction_required: 'direction',
  direction_unexpected: 'today',
  delivered_late: 'days',
  id_reused: 'anew',
  presence_unknown: 'anew',
  too_late_to_cancel: 'days',
  not_entitled: 'days',
  self_only: 'days',
  niss_invalid: 'type',
  own_niss_unknown: 'account',
  text_invalid: 'anew',
  signed_out: 'sign_in',
  too_many_requests: 'again',
  receipt_numbers_exhausted: 'again',
  unreachable: 'again',
}

/** How to tell a refusal by its code. A code this version does not know is told as our own fault. */
export function refusalOf(code: string): Refusal {
  const words = sameWords[code] ?? code
  const remedy = remedies[words]
  return remedy ? { words, remedy } : { words: 'internal', remedy: 'anew' }
}
