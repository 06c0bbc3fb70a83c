/** The languages of the catalogue, in the order in which they are offered. */
export const languages = [
  { code: 'nl', name: 'Nederlands', dir: 'ltr', locale: 'nl-BE' },
  { code: 'fr', name: 'Français', dir: 'ltr', locale: 'fr-BE' },
  { code: 'de', name: 'Deutsch', dir: 'ltr', locale: 'de-BE' },
  { code: 'en', name: 'English', dir: 'ltr', locale: 'en-GB' },
  { code: 'ro', name: 'Română', dir: 'ltr', locale: 'ro' },
  { code: 'pt', name: 'Português', dir: 'ltr', locale: 'pt-PT' },
  { code: 'uk', name: 'Українська', dir: 'ltr', locale: 'uk' },
  { code: 'pl', name: 'Polski', dir: 'ltr', locale: 'pl' },
  { code: 'bg', name: 'Български', dir: 'ltr', locale: 'bg' },
  { code: 'es', name: 'Español', dir: 'ltr', locale: 'es' },
  { code: 'it', name: 'Italiano', dir: 'ltr', locale: 'it' },
  { code: 'sk', name: 'Slovenčina', dir: 'ltr', locale: 'sk' },
  { code: 'hu', name: 'Magyar', dir: 'ltr', locale: 'hu' },
  { code: 'tr', name: 'Türkçe', dir: 'ltr', locale: 'tr' },
  // The digits of the documents themselves, in Arabic text too.
  { code: 'ar', name: 'العربية', dir: 'rtl', locale: 'ar-u-nu-latn' },
] as const

/** The code of a language of the catalogue. */
export type Language = (typeof languages)[number]['code']

/** Whether a text is the code of a language of the catalogue. */
export function isLanguage(code: string | null | undefined): code is Language {
  return languages.some((language) => language.code === code)
}

/** The language to begin with: the first that the phone prefers and we speak, else English. */
export function guessLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const code = tag.toLowerCase().split('-')[0]
    const spoken = code === 'mo' ? 'ro' : code
    if (isLanguage(spoken)) return spoken
  }
  return 'en'
}

/** Name, direction and locale of a language. */
export function describe(code: Language): (typeof languages)[number] {
  return languages.find((language) => language.code === code) ?? languages[3]
}

/** Four languages for what many people read: the one on screen, and those most read on a site here, in the order of a sheet. */
export function usualLanguages(screen: Language): Language[] {
  const usual: Language[] = ['nl', 'fr', 'ro', 'pl']
  return usual.includes(screen) ? usual : [screen, ...usual.slice(0, 3)]
}
