import { cbeLabels, otherVAT, vat, vatLabels, vatPrefixes, vatSuffixes } from '../../../static/companies.json'
import { mod97 } from './mod97'
import { plain, unlabelled } from './plain'

/**
 * The number of a company as the register keeps it: `BE` and the ten digits of
 * a Belgian one (CBE), or the VAT number of another with its prefix. Undefined
 * when it is neither.
 */
export function parseCompanyNumber(text: string): string | undefined {
  const cbe = parseCbe(text)
  return cbe === undefined ? parseVat(text) : `BE${cbe}`
}

/**
 * The ten digits of a Belgian enterprise, from them or from the old nine, with
 * or without the prefix BE, separators and a label; after a label the nine need
 * the prefix, since other countries have nine as well.
 */
export function parseCbe(text: string): string | undefined {
  const whole = plain(text)
  const bare = unlabelled(whole, cbeLabels)
  const digits = bare.replace(/^BE/, '')
  const old = /^[0-9]{9}$/.test(digits) && (digits !== bare || bare === whole)
  const ten = old ? `0${digits}` : digits
  if (!/^[01][0-9]{9}$/.test(ten) || Number(ten) === 0) return undefined
  return Number(ten.slice(8)) === 97 - mod97(ten.slice(0, 8)) ? ten : undefined
}

/** A VAT number of another country, its prefix and the rest: only the shape that its country publishes is asked for. */
export function parseVat(text: string): string | undefined {
  return vatOf(unlabelled(plain(text), vatLabels))
}

const shapes = new Map(Object.entries(vat))
const prefixes = new Map(Object.entries(vatPrefixes))
const suffixes = new Map(Object.entries(vatSuffixes))

function vatOf(text: string): string | undefined {
  // Norwegian numbers are written without a prefix at home, but with what follows them.
  const [, prefix = '', number = ''] = /^([A-Z]{2})([^]{2,})$/.exec(/^[0-9]{9}MVA$/.test(text) ? `NO${text}` : text) ?? []
  const country = prefixes.get(prefix) ?? prefix
  const suffix = suffixes.get(country)?.find((one) => number.endsWith(one)) ?? ''
  const rest = number.slice(0, number.length - suffix.length)
  if (country === '' || country === 'BE') return undefined
  return new RegExp(`^(?:${shapes.get(country) ?? otherVAT})$`).test(rest) ? country + rest : undefined
}
