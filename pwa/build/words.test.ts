import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'
import { isDeskKey, partOf } from './words.ts'

const src = join(import.meta.dirname, '../src')
const all = readdirSync(src, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'))

/** The files that a file brings along: what it imports, and what these import. */
function brought(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const text = readFileSync(join(src, file), 'utf8')
  for (const [, to = ''] of text.matchAll(/(?:^|\s)(?:import|export)\s[^'";]*?from\s*'(\.[^']+)'/gm)) {
    const path = posix.normalize(posix.join(posix.dirname(file), to))
    const found = [`${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((name) => all.includes(name))
    if (found) brought(found, seen)
  }
  return seen
}

test('every word is in one part', () => {
  const whole = { 'home.title': 'a', 'places.title': 'b', 'mistake.busy': { one: 'c', other: 'd' } }
  expect(partOf(whole, 'early')).toEqual({ 'home.title': 'a' })
  expect({ ...partOf(whole, 'early'), ...partOf(whole, 'desk') }).toEqual(whole)
})

test('what comes before the camera opens says nothing of a desk', () => {
  const early = /const early[^=]*= \[([^\]]*)\]/.exec(readFileSync(join(src, 'routes.ts'), 'utf8'))?.[1]?.match(/[\w-]+/g) ?? []
  expect(early).toContain('confirm')
  const files = new Set(['main.tsx', ...early.map((name) => `journeys/${name}/page.tsx`)].flatMap((file) => [...brought(file)]))
  expect(files).toContain('journeys/scan/page.tsx')
  const said = [...files].flatMap((file) =>
    [...readFileSync(join(src, file), 'utf8').matchAll(/['`]([a-z]+\.[\w.${}]*)['`]/g)].map(([, key = '']) => [file, key] as const),
  )
  expect(said.length).toBeGreaterThan(50)
  expect(said.filter(([, key]) => isDeskKey(key))).toEqual([])
})
