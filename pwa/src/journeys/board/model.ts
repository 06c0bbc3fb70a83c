/**
 * A board as it is looked at: filtered, grouped by company, and never more of
 * it on screen than one can see.
 */
import type { Board, BoardPerson, Flag } from '../../api/workplaces'
import { isDay } from '../../numbers'

/** Who is looked at: everybody present, who left, who never went out, who is expected but missing, what there is to look at, or what was looked at already. */
export type Show = 'present' | 'left' | 'unclosed' | 'missing' | 'flags' | 'looked'

/** What a person may be shown as; what was looked at is reached from what is still to look at. */
const all: readonly Show[] = ['present', 'left', 'unclosed', 'missing', 'flags', 'looked']

/** What there is to look at where one registers once a day, and where in and out are registered. */
const shows = { day: ['present', 'missing', 'flags'], timed: ['present', 'left', 'unclosed', 'missing', 'flags'] } as const

/** Whether in and out are registered there, or were on the day that is looked at. */
export function isTimed({ workplace, present, left, unclosed }: Board): boolean {
  return [...present, ...left, ...unclosed].some(({ direction }) => direction !== 'day') || !workplace.directions.includes('day')
}

/** What there is to look at on a board. */
export function showsOf(board: Board): readonly Show[] {
  return shows[isTimed(board) ? 'timed' : 'day']
}

/** What the address asks for; empty texts ask for nothing. */
export interface Filter {
  /** A day, YYYY-MM-DD; empty is today. */
  on: string
  show: Show
  /** Key of a company. */
  company: string
  name: string
}

/** The people of one company. */
export interface Group {
  key: string
  /** Empty where only the number or nothing is known. */
  name: string
  people: BoardPerson[]
}

/** Reads the filter from the query of the address. A day that is no day, or is still to come, is today. */
export function filterOf(query: string, today: string): Filter {
  const values = new URLSearchParams(query)
  const show = values.get('show')
  const on = values.get('on') ?? ''
  return {
    on: isDay(on) && on < today ? on : '',
    show: all.find((one) => one === show) ?? 'present',
    company: values.get('company') ?? '',
    name: values.get('name') ?? '',
  }
}

/** Those of whom something should still be looked at, those first of whom it is least likely that they stood at the gate. */
export function flagged(board: Board): BoardPerson[] {
  return everybody(board)
    .filter((person) => openFlags(person).length > 0)
    .sort((a, b) => doubt(b) - doubt(a))
}

/** Those of whom somebody has looked at everything there was to look at. */
export function looked(board: Board): BoardPerson[] {
  return everybody(board).filter((person) => person.flags.length > 0 && openFlags(person).length === 0)
}

/** What nobody has looked at yet. A flag that came after somebody looked counts again. */
export function openFlags({ flags, look }: BoardPerson): Flag[] {
  return flags.filter((flag) => !look?.flags.includes(flag))
}

/** Whether those who are not here are only expected: it is not yet the hour at which most came the last time. */
export function isExpected({ dueAt }: Board, now: Date): boolean {
  return dueAt !== undefined && now < new Date(dueAt)
}

function everybody({ present, left, unclosed }: Board): BoardPerson[] {
  return [...present, ...left, ...unclosed]
}

/** How much there is to look at: each flag, and beside it each way of coming that leaves no trace of the gate. Whoever was seen needs no look. */
function doubt({ flags, how, seenAt }: BoardPerson): number {
  if (seenAt) return 0
  return flags.length * 10 + how.reduce((sum, one) => sum + weights[one], 0)
}

const weights = { screen: -2, poster: 0, number: 1, ahead: 1, offline: 1, no_position: 1 }

/** How many of those present were seen at the gate. */
export function seenOf({ present }: Board): number {
  return present.filter(({ seenAt }) => seenAt).length
}

/** How many there are to see of each sort. */
export function countsOf(board: Board): Record<Show, number> {
  const { present, left, unclosed, missing } = board
  return {
    present: present.length, left: left.length, unclosed: unclosed.length, missing: missing.length,
    flags: flagged(board).length, looked: looked(board).length,
  }
}

/** The companies to choose from, with how many are shown of each. */
export function companiesOf(board: Board, show: Show): { key: string; name: string; count: number }[] {
  return groupsOf(board, { on: '', show, company: '', name: '' }).map(({ key, name, people }) => ({ key, name: name || key, count: people.length }))
}

/** Everybody of one sort. */
function peopleOf(board: Board, show: Show): BoardPerson[] {
  if (show === 'flags') return flagged(board)
  return show === 'looked' ? looked(board) : board[show]
}

/** Who is shown, by company in the order of the board. */
export function groupsOf(board: Board, filter: Filter): Group[] {
  const wanted = plain(filter.name)
  const groups = new Map<string, Group>()
  for (const person of peopleOf(board, filter.show)) {
    const key = keyOf(person)
    if (filter.company && key !== filter.company) continue
    if (wanted && !plain(person.name).includes(wanted)) continue
    const group = groups.get(key) ?? { key, name: person.employer.name || person.employer.number, people: [] }
    group.people.push(person)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** The first so many people of the groups; groups that begin later fall away. */
export function cut(groups: Group[], limit: number): Group[] {
  const some: Group[] = []
  let left = limit
  for (const group of groups) {
    if (left <= 0) break
    // A whole group stays the same object, so that it need not be drawn again.
    some.push(group.people.length <= left ? group : { ...group, people: group.people.slice(0, left) })
    left -= group.people.length
  }
  return some
}

/** How many people are in the groups. */
export function total(groups: Group[]): number {
  return groups.reduce((sum, { people }) => sum + people.length, 0)
}

/** A company is known by its number, or else by its name. */
function keyOf({ employer }: BoardPerson): string {
  return employer.number || employer.name
}

/** Lower case, without accents: nobody types those. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}

/** A message with the link of a workplace on a line of its own, where every phone makes a link of it. It holds nothing of any person. */
export function messageOf(said: string, origin: string, number: string): string {
  return `${said}\n${origin}/w/${encodeURIComponent(number)}`
}

/** Where a message is sent on from where nothing can be shared. */
export function messageLinks(text: string, subject: string): { whatsapp: string; mail: string } {
  const body = encodeURIComponent(text)
  return { whatsapp: `https://wa.me/?text=${body}`, mail: `mailto:?subject=${encodeURIComponent(subject)}&body=${body.replaceAll('%0A', '%0D%0A')}` }
}
