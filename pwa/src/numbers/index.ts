/**
 * The numbers and codes of the domain as pure functions: what a person types
 * or a camera reads goes in, a checked value or nothing comes out. No network,
 * no storage, no words for the screen.
 */
export { fromBase64url, toBase64url } from './base64url'
export { classify, parseReceiptText, type ReceiptText } from './classify'
export { addDays, brusselsDay, isDay } from './day'
export type { Help } from './help'
export { limosaHelp, type LimosaReading, parseLimosaNumber, parseLimosaText } from './limosa'
export { maskNiss, nissHelp, parseNiss } from './niss'
export { parsePosterCode, posterHelp } from './poster-code'
export { newPresenceId, newSecret } from './presence-id'
export { groupReceiptNumber, isSimulationNumber, parseReceiptNumber } from './receipt-number'
export { parseWorkplaceNumber, workplaceHelp } from './workplace-number'
