/**
 * Which workplaces are offered to choose from: those of recent days first,
 * then all others that concern the company, however many they are.
 */
import { today } from '../api/clock'
import type { RecentDays } from '../offline/recent-days'

/** A workplace to choose. */
export interface Choice {
  number: string
  name: string
  address?: string
}

/** So many are shown while nothing is searched for, and so many of what is found. */
export const shownFirst = 5
const shownFound = 20

/** All that can be chosen, each once: latest day first, then those that are open, by name. */
export function choicesOf({ rows, places }: RecentDays, day = today()): Choice[] {
  const past = rows.filter(({ on }) => on <= day)
  const open = places.filter((place) => place.open === 'open')
  const byNumber = new Map<string, Choice>(places.map((place) => [place.number, place]))
  const recent = past.map(({ workplace }) => byNumber.get(workplace.number) ?? workplace)
  const others = [...open].sort((a, b) => (a.name < b.name ? -1 : 1))
  return [...new Map([...recent, ...others].map((one) => [one.number, one])).values()]
}

/** Some of the choices, and how many more there are. */
export interface Offer {
  shown: Choice[]
  more: number
}

/** The first ones, or those whose name, number or address holds every word that was typed. */
export function offerOf(choices: Choice[], text: string): Offer {
  const words = plain(text).split(/\s+/).filter(Boolean)
  const found = choices.filter(({ name, number, address }) => {
    const all = plain(`${name} ${number} ${address ?? ''}`)
    return words.every((word) => all.includes(word))
  })
  const most = words.length > 0 ? shownFound : shownFirst
  return { shown: found.slice(0, most), more: Math.max(0, found.length - most) }
}

/** Lower case, without accents. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
