import type { PosterReply } from '../api/client'
import { type Box, byCapture, isPromised } from './box'
import type { PresenceRecord } from './presence-record'

/** A box in memory, which lasts as long as the page: for a browser that forbids storage, and for tests. */
export function memoryBox(): Box {
  const presences = new Map<string, PresenceRecord>()
  const posters = new Map<string, PosterReply>()
  let limosa: string | undefined
  let recentDays: string | undefined
  return {
    promised: async () => [...presences.values()].filter(isPromised).sort(byCapture),
    all: async () => [...presences.values()].sort(byCapture).reverse(),
    get: async (id) => presences.get(id),
    add: async (...records) => records.forEach((one) => presences.set(one.id, one)),
    change: async (id, how) => {
      const record = presences.get(id)
      if (record) presences.set(id, how(record))
      return presences.get(id)
    },
    changeAll: async (ids, how) => {
      const changed = ids.flatMap((id) => presences.get(id) ?? []).map(how)
      for (const one of changed) presences.set(one.id, one)
    },
    poster: async (code) => posters.get(code),
    rememberPoster: async (poster) => void posters.set(poster.code, poster),
    limosa: async () => limosa,
    rememberLimosa: async (text) => void (limosa = text),
    recentDays: async () => recentDays,
    rememberRecentDays: async (text) => void (recentDays = text),
    empty: async () => {
      presences.clear()
      posters.clear()
      limosa = undefined
      recentDays = undefined
    },
  }
}
