/**
 * What there is to confirm: where, which day, who.
 */
import type { PosterReply } from '../../api/client'
import type { Reply } from '../../api/reply'
import { parseWorkplaceNumber } from '../../numbers'
import { isTimed, type Takes } from '../../offline/directions'
import type { PosterOrNumber, PresenceRecord } from '../../offline/presence-record'
import { coverage, type ReadLimosa } from '../../offline/limosa'

/** What is known of the place. */
export type Where =
  /** The register is being asked; `seen` is what this phone saw of the poster before. */
  | { kind: 'looking'; seen?: PosterReply }
  /** The register's word; `fresh` when it is of now and not of an earlier visit. */
  | { kind: 'known'; poster: PosterReply; fresh: boolean }
  /** No network, and this phone has never seen the poster. */
  | { kind: 'unseen' }
  /** A workplace number that was typed, or chosen; its name and what it takes where they are known from recent days. */
  | { kind: 'typed'; number: string; likely: boolean; name?: string; takes?: Takes }
  | { kind: 'refused'; code: string }

/** What is known before the register is asked; `recent` are the workplaces of recent days. */
export function whereAtFirst(place: PosterOrNumber | undefined, recent: (Takes & { number: string; name: string })[] = []): Where {
  if (!place) return { kind: 'refused', code: 'poster_unknown' }
  if ('poster' in place) return { kind: 'looking' }
  const number = parseWorkplaceNumber(place.workplace)
  const known = recent.find((workplace) => workplace.number === number?.number)
  return number ? { kind: 'typed', ...number, ...(known && { name: known.name, takes: known }) } : { kind: 'refused', code: 'workplace_unknown' }
}

/** The workplaces at which this phone has registered somebody before: it knows their names. */
export function placesOf(records: PresenceRecord[]): { number: string; name: string }[] {
  return records.flatMap(({ workplace }) => workplace ?? [])
}

/** Whether in and out are registered there on a day. Where nothing is known it is not asked: the register will. */
export function isTimedAt(where: Where, day: string): boolean {
  return isTimed(takesOf(where), day) ?? false
}

/** Whether everybody must register themselves there, as far as is known. */
export function isSelfOnly(where: Where): boolean {
  return takesOf(where).selfOnly ?? false
}

/** Whether whoever came in must go out there, as far as is known; else they are only asked to. */
export function isOutRequired(where: Where): boolean {
  return takesOf(where).outRequired ?? false
}

function takesOf(where: Where): Takes {
  return (where.kind === 'typed' ? where.takes : posterOf(where)?.workplace) ?? {}
}

/** What is known of a poster: what this phone saw of it before, and the register's reply once there is one. */
export function whereOf({ reply, seen }: { reply?: Reply<PosterReply>; seen?: PosterReply | undefined }): Where {
  if (!reply) return seen ? { kind: 'looking', seen } : { kind: 'looking' }
  if (reply.kind === 'ok') {
    const code = obstacle(reply.value)
    return code ? { kind: 'refused', code } : { kind: 'known', poster: reply.value, fresh: true }
  }
  // A register that stumbles must not keep anybody from promising.
  if (reply.kind === 'problem' && reply.status === 404) return { kind: 'refused', code: 'poster_unknown' }
  return seen ? { kind: 'known', poster: seen, fresh: false } : { kind: 'unseen' }
}

/** Why nobody can register with this poster now. */
function obstacle(poster: PosterReply): string | undefined {
  if (poster.revoked) return 'poster_revoked'
  if (poster.workplace.open === 'open') return undefined
  return poster.workplace.open === 'closed' ? 'workplace_closed' : 'workplace_not_yet_open'
}

/** What to show of the workplace, be it of now or of an earlier visit. */
export function posterOf(where: Where): PosterReply | undefined {
  if (where.kind === 'known') return where.poster
  return where.kind === 'looking' ? where.seen : undefined
}

/** The day of the registration: the register's where it told, else the phone's best knowledge. */
export function dayOf(where: Where, phonesToday: string): string {
  return where.kind === 'known' && where.fresh ? where.poster.today : phonesToday
}

/** What about an L1 should be looked at before registering on a day. */
export type Warning = 'ended' | 'not_begun' | 'unlikely'

/** The warnings on an L1. They never stand in the way: all of them are inferred. */
export function warningsOf(limosa: ReadLimosa, day: string): Warning[] {
  const covered = coverage(limosa, day)
  return [...(covered === 'covers' ? [] : [covered]), ...(limosa.likely ? [] : ['unlikely' as const])]
}

/** Name and number of the workplace, as far as they are known. */
export function workplaceOf(where: Where): { name: string; number: string } | undefined {
  if (where.kind !== 'typed') return posterOf(where)?.workplace
  return where.name === undefined ? undefined : { number: where.number, name: where.name }
}
