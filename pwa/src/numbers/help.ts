/**
 * What can be said of a number while it is being typed. `good` has the right
 * length and check digits; `check_fails` has the right length only.
 */
export type Help = 'empty' | 'wrong_character' | 'short' | 'long' | 'check_fails' | 'good'
