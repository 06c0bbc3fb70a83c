import { hasKey, t } from '../i18n'
import type { Remark } from '../offline/presence-record'

/**
 * A remark in the language on screen: what somebody may ask, and who can put it
 * right. One without words of its own, such as a later register may make, is
 * still told to be there.
 */
export function remarkText(remark: Remark): string {
  const key = `receipt.remark.${remark}`
  return t(hasKey(key) ? key : 'receipt.remark.other')
}
