/** Whether this device is known to have a passkey: then signing in offers it first. */
import { recall, remember } from './memory'

const name = 'ciaw.passkey'

/** Whether somebody signed in here with a passkey, or made one. */
export function hasPasskey(): boolean {
  return recall(name) !== undefined
}

/** Notes that there is one; it says nothing of whom it is. */
export function notePasskey(): void {
  remember(name, 'here')
}
