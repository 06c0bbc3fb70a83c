import { computed, signal } from '@preact/signals'
import { describe, guessLanguage, isLanguage, type Language } from './languages'
import { format, type Message, type Values } from './message'

/** The name of a message: made from the English catalogue. */
export type Key = keyof typeof import('../../../static/i18n/en.json')

type Catalogue = Record<string, Message>

const catalogues = import.meta.glob<Catalogue>('../../../static/i18n/*.json', { import: 'default' })
const remembered = 'ciaw.language'
const spoken = signal<{ code: Language; catalogue: Catalogue }>({ code: 'en', catalogue: {} })

/** The code of the language on screen. */
export const language = computed(() => spoken.value.code)

/**
 * A message in the language on screen. Placeholders are named in `values`;
 * a message with plural forms takes its form from `values.count`.
 */
export function t(key: Key, values: Values = {}): string {
  const { code, catalogue } = spoken.value
  const message = catalogue[key]
  return message === undefined ? key : format(message, values, describe(code).locale)
}

/** Whether the catalogue holds a key that was put together from data, such as a refusal's code. */
export function hasKey(key: string): key is Key {
  return key in spoken.value.catalogue
}

/**
 * Loads the language that was chosen on this phone, else the one the phone
 * prefers. Call it once before the first render.
 */
export async function loadLanguage(): Promise<void> {
  const chosen = recall()
  await show(isLanguage(chosen) ? chosen : guessLanguage(navigator.languages))
}

/** Changes the language on screen and remembers it. Resolves when the words are there. */
export async function setLanguage(code: Language): Promise<void> {
  await show(code)
  if (language.value !== code) return
  try {
    localStorage.setItem(remembered, code)
  } catch {
    // Storage may be forbidden; the choice then lasts until the page closes.
  }
}

/** Offline, a language that was never loaded is out of reach: the one on screen stays, or English is tried. */
async function show(code: Language): Promise<void> {
  const catalogue = await read(code)
  if (catalogue) put(code, catalogue)
  else if (Object.keys(spoken.value.catalogue).length === 0 && code !== 'en') await show('en')
}

async function read(code: Language): Promise<Catalogue | undefined> {
  try {
    return await catalogues[`../../../static/i18n/${code}.json`]?.()
  } catch {
    return undefined
  }
}

function put(code: Language, catalogue: Catalogue): void {
  spoken.value = { code, catalogue }
  document.documentElement.lang = code
  document.documentElement.dir = describe(code).dir
}

function recall(): string | null {
  try {
    return localStorage.getItem(remembered)
  } catch {
    return null
  }
}
