/**
 * The numbers and codes of the domain as pure functions: what a person types
 * or a camera reads goes in, a checked value or nothing comes out. No network,
 * no storage, no words for the screen. What the first script does not need is not here,
 * but in its own file: ./company, ./gate-screen, ./niss,
 * ./receipt-number, ./limosa-help.
 */
export { fromBase64url, toBase64url } from './base64url'
export { classify } from './classify'
export { addDays, brusselsDay, isDay } from './day'
export type { Help } from './help'
export { type LimosaReading, parseLimosaNumber, parseLimosaText } from './limosa'
export { linkOf } from './link'
export { plain } from './plain'
export { parsePosterCode, posterHelp, screenOf } from './poster-code'
export { newPresenceId, newSecret } from './presence-id'
export { parseReceiptText, type ReceiptText } from './receipt-text'
export { parseWorkplaceNumber, workplaceHelp } from './workplace-number'
