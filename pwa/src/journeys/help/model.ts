/**
 * Whom somebody without an L1 can call.
 */
import type { Known } from '../../offline/use-poster'

/** The site manager, as far as the workplace says. */
export interface Contact {
  name?: string
  phone?: string
}

/** The contact of a workplace, by the register's word or as this phone saw it last; undefined where there is none. */
export function contactOf(known: Known | undefined): Contact | undefined {
  const contact = (known?.reply?.kind === 'ok' ? known.reply.value : known?.seen)?.contact
  return contact?.name || contact?.phone ? contact : undefined
}

/** The address behind a phone number as people write it (RFC 3966): undefined where nothing in it can be called. */
export function callLink(phone: string): string | undefined {
  const digits = phone.replace(/\(0\)/g, '').replace(/[^\d+]/g, '').replace(/(?!^)\+/g, '')
  return /\d{3}/.test(digits) ? `tel:${digits}` : undefined
}
