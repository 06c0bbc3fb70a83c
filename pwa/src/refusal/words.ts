import { hasKey, type Key, t } from '../i18n'
import { refusalOf } from './model'

/** A refusal in the language on screen: what happened, who can fix it, and the name of the action. */
export function wordsOf(code: string): { title: string; who: string; action: string } {
  const { words, remedy } = refusalOf(code)
  return {
    title: say(`refusal.${words}.title`, 'refusal.internal.title'),
    who: say(`refusal.${words}.who`, 'refusal.internal.who'),
    action: t(`refusal.action.${remedy}`),
  }
}

function say(key: string, otherwise: Key): string {
  return t(hasKey(key) ? key : otherwise)
}
