/**
 * A message of the catalogue in go-i18n's JSON format: a text, or one text for
 * each plural form of the language. `{{.name}}` is replaced by a value.
 */
export type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>

/** What the placeholders of a message are replaced by; `count` also chooses the plural form. */
export type Values = Record<string, string | number>

/** A message as text, in a locale that chooses its plural form. */
export function format(message: Message, values: Values, locale: string): string {
  const text = typeof message === 'string' ? message : (pick(message, Number(values['count']), locale) ?? '')
  return text.replace(/\{\{\.(\w+)\}\}/g, (placeholder, name: string) => isolated(String(values[name] ?? placeholder)))
}

/** Letters that are read from the right: Hebrew, Arabic and what is written alike. */
const fromTheRight = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/** A value whose letters go the other way stands apart from the words around it, so that neither turns the other. */
function isolated(value: string): string {
  return fromTheRight.test(value) ? `\u2068${value}\u2069` : value
}

function pick(message: Exclude<Message, string>, count: number, locale: string): string | undefined {
  return message[new Intl.PluralRules(locale).select(count)] ?? message.other
}
