/**
 * What the device does with passkeys. Browsers before 2024 lack the JSON forms of
 * the standard, and extensions that keep passkeys break them: a library reads and
 * writes them itself, and is loaded with the first passkey that is asked for.
 */
import type { Reply } from './reply'

/** Whether this browser can speak with passkeys. */
export const knowsPasskeys = () => typeof PublicKeyCredential !== 'undefined'

/** Has a passkey answer a challenge, in its JSON form. Undefined when the person has thought better of it. */
export const usePasskey = (options: object): Promise<Reply<object> | undefined> =>
  ofDevice(async () => (await import('@simplewebauthn/browser')).startAuthentication({ optionsJSON: options as never }))

/** Makes a passkey for a challenge, in its JSON form. Undefined when the person has thought better of it. */
export const makePasskey = (options: object): Promise<Reply<object> | undefined> =>
  ofDevice(async () => (await import('@simplewebauthn/browser')).startRegistration({ optionsJSON: options as never }))

/** Waits for the device, which may refuse, take too long, or break: none of that may leave a page waiting. */
async function ofDevice(ask: () => Promise<object>): Promise<Reply<object> | undefined> {
  try {
    return { kind: 'ok', value: await ask() }
  } catch (error) {
    const { name } = error as Error
    if (name === 'NotAllowedError' || name === 'AbortError') return undefined
    return { kind: 'problem', status: 0, code: name === 'InvalidStateError' ? 'passkey_known' : 'passkey_wrong' }
  }
}
