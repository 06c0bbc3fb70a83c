/**
 * The words of the screen, and days and times as people of each language write
 * them. One catalogue a language, shared with the server (static/i18n) and
 * loaded when first needed; what used `t` follows when the language changes.
 */
export { formatDay, formatMonth, formatTime } from './calendar'
export { hasKey, type Key, language, loadDeskWords, loadLanguage, sayIn, setLanguage, showLanguage, t } from './catalogue'
export { type Language, languages, usualLanguages } from './languages'
