import 'fake-indexeddb/auto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { promised } from './fixtures'

vi.stubGlobal('location', { origin: 'https://register.example' })
vi.stubGlobal('navigator', {})

/** Local or session storage, as browsers have it. */
function texts() {
  const kept = new Map<string, string>()
  return {
    get length() {
      return kept.size
    },
    key: (i: number) => [...kept.keys()][i] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

const { phoneBox } = await import('./deliver')
const { erase, homes, stores } = await import('./storage')

let cached: Set<string>

beforeEach(async () => {
  cached = new Set(['rolls', 'keys', 'shell-1'])
  vi.stubGlobal('caches', { keys: async () => [...cached], delete: async (name: string) => cached.delete(name) })
  vi.stubGlobal('localStorage', texts())
  vi.stubGlobal('sessionStorage', texts())
  for (const { storage, name } of stores) {
    if (storage === 'localStorage') localStorage.setItem(name.endsWith('.') ? `${name}1Y10DEM0001PZ` : name, 'x')
    if (storage === 'sessionStorage') sessionStorage.setItem(name, 'x')
  }
  localStorage.setItem('of.another.app', 'x')
  await (await phoneBox()).add(promised('a'))
})

test('forgetting everything leaves nothing but the app itself', async () => {
  await erase('forgotten')
  expect(await (await phoneBox()).all()).toEqual([])
  expect([...cached]).toEqual(['shell-1'])
  expect(localStorage.length).toBe(1)
  expect(localStorage.getItem('of.another.app')).toBe('x')
  expect(sessionStorage.length).toBe(0)
})

test('signing out takes the evacuation lists and their ticks, and nothing of this phone', async () => {
  await erase('signed out')
  expect(await (await phoneBox()).all()).toHaveLength(1)
  expect([...cached]).toEqual(['keys', 'shell-1'])
  expect(localStorage.getItem('ciaw.ticks.1Y10DEM0001PZ')).toBeNull()
  expect(localStorage.getItem('ciaw.language')).toBe('x')
})

test('where the browser forbids storages, the others are erased', async () => {
  vi.stubGlobal('caches', undefined)
  Object.defineProperty(sessionStorage, 'length', { get: () => { throw new DOMException('no', 'SecurityError') } })
  await erase('forgotten')
  expect(localStorage.length).toBe(1)
  expect(await (await phoneBox()).all()).toEqual([])
})

test('what could not be erased is said, after everything else is gone', async () => {
  vi.stubGlobal('caches', { keys: async () => Promise.reject(new DOMException('the disk', 'UnknownError')) })
  await expect(erase('forgotten')).rejects.toThrow('the disk')
  expect(localStorage.length).toBe(1)
  expect(sessionStorage.length).toBe(0)
  expect(await (await phoneBox()).all()).toEqual([])
})

describe('the list', () => {
  const src = join(dirname(fileURLToPath(import.meta.url)), '..')
  const used: [RegExp, string][] = [
    [/\bopenDB\b|\bindexedDB\b/, 'indexedDB'],
    [/\bcaches\.(open|match|has)\b/, 'caches'],
    [/\blocalStorage\b/, 'localStorage'],
    [/\bsessionStorage\b/, 'sessionStorage'],
  ]
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.tsx?$/.test(name) && !/\.(test|gen)\.tsx?$/.test(name) && name !== 'offline/storage.ts')

  test('names every file that keeps something', () => {
    const missing = files.flatMap((file) => {
      const text = readFileSync(join(src, file), 'utf8')
      return used
        .filter(([pattern, storage]) => pattern.test(text) && !stores.some((store) => store.storage === storage && homes[store.name] === file))
        .map(([, storage]) => `${file} uses ${storage}`)
    })
    expect(missing).toEqual([])
  })

  test('names every name that the app keeps something under', () => {
    const names = files.flatMap((file) => [...readFileSync(join(src, file), 'utf8').matchAll(/'(ciaw\.[a-z.]+)'/g)].map((match) => match[1] ?? ''))
    // Names of channels and locks, which keep nothing, and of an example.
    const others = ['ciaw.presences', 'ciaw.session', 'ciaw.example', 'ciaw.localhost']
    const unknown = [...new Set(names)].filter((name) => !others.includes(name) && !stores.some((store) => store.name === name))
    expect(unknown).toEqual([])
  })

  test('has no file that keeps nothing', () => {
    for (const { name, storage } of stores) {
      const home = homes[name]
      const pattern = used.find(([, of]) => of === storage)?.[0]
      expect(readFileSync(join(src, home), 'utf8'), home).toMatch(pattern ?? /$^/)
    }
  })
})
