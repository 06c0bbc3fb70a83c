import { computed, signal } from '@preact/signals'
import { describe, guessLanguage, isLanguage, type Language } from './languages'
import { format, type Message, type Values } from './message'

/** The name of a message: made from the English catalogue. */
export type Key = keyof typeof import('../../../static/i18n/en.json')

type Catalogue = Record<string, Message>

// build/words.ts makes two of each catalogue.
const early = import.meta.glob<Catalogue>('../../../static/i18n/*.json', { import: 'default', query: '?early' })
const desk = import.meta.glob<Catalogue>('../../../static/i18n/*.json', { import: 'default', query: '?desk' })
const remembered = 'ciaw.language'
/** Whether the words of a desk have been wanted. */
let atDesk = false
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

/** A message in another language than that on screen, for somebody else to read. It rejects when the network is gone and its words are not kept. */
export async function sayIn(code: Language, key: Key, values: Values = {}): Promise<string> {
  const words = { ...(await load(early, code)), ...(await load(desk, code)) }
  return format(words[key] ?? key, values, describe(code).locale)
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

/** Shows another language and does not remember it: a screen that many people look at. */
export const showLanguage = (code: Language): Promise<void> => show(code)

/**
 * Loads the words that are said at a desk; from then on they come with every
 * language. It rejects when the network is gone and they are not kept.
 */
export async function loadDeskWords(): Promise<void> {
  while (!atDesk) {
    const { code } = spoken.value
    const more = await load(desk, code)
    // The language may have changed meanwhile.
    if (spoken.value.code !== code) continue
    atDesk = true
    spoken.value = { code, catalogue: { ...spoken.value.catalogue, ...more } }
  }
}

/** Offline, a language that was never loaded is out of reach: the one on screen stays, or English is tried. */
async function show(code: Language): Promise<void> {
  let wanted: boolean
  let catalogue: Catalogue | undefined
  do {
    wanted = atDesk
    catalogue = await read(code, wanted)
  } while (wanted !== atDesk) // the words of a desk came meanwhile, in the language before
  if (catalogue) put(code, catalogue)
  else if (Object.keys(spoken.value.catalogue).length === 0 && code !== 'en') await show('en')
}

async function read(code: Language, withDesk: boolean): Promise<Catalogue | undefined> {
  try {
    const words = await load(early, code)
    return withDesk ? { ...words, ...(await load(desk, code)) } : words
  } catch {
    return undefined
  }
}

async function load(from: typeof early, code: Language): Promise<Catalogue | undefined> {
  return from[`../../../static/i18n/${code}.json`]?.()
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
