import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const src = dirname(fileURLToPath(import.meta.url))

/** Which folders a folder may import. A journey is a folder of its own and imports no other. */
const arrows: Record<string, string[]> = {
  numbers: [],
  i18n: [],
  ui: [],
  api: ['numbers'],
  refusal: ['api', 'i18n', 'ui'],
  offline: ['api', 'numbers'],
  again: ['api', 'i18n', 'numbers', 'refusal', 'ui'],
  camera: ['api', 'i18n', 'install', 'ui'],
  install: ['i18n', 'ui'],
  keep: ['i18n', 'ui'],
  language: ['i18n', 'ui'],
  outcomes: ['api', 'i18n', 'keep', 'numbers', 'offline', 'refusal', 'router', 'ui'],
  'niss-prompt': ['api', 'i18n', 'numbers', 'refusal', 'ui'],
  'workplace-choice': ['api', 'i18n', 'offline', 'ui'],
  sw: ['api', 'offline'],
  journeys: ['again', 'api', 'camera', 'i18n', 'install', 'keep', 'numbers', 'offline', 'outcomes', 'niss-prompt', 'refusal', 'router', 'ui', 'workplace-choice'],
}

/** Third-party modules have one home each; Preact and its signals are everywhere. */
const homes: Record<string, string> = {
  idb: 'offline/stored-box.ts',
  'openapi-fetch': 'api/client.ts',
  'zxing-wasm': 'camera/worker.ts',
  qr: 'ui/qr-modules.ts',
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /\.tsx?$/.test(name) && !/\.(test|gen)\.tsx?$/.test(name))

/** Every import of a file: a path below src, or the name of a module. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8')
  const found = text.matchAll(/(?:^|\s)(?:import|export)\s[^'";]*?from\s*'([^']+)'|^import\s+'([^']+)'|import\(\s*'([^']+)'\s*\)/gm)
  return [...found].map((match) => {
    const to = match[1] ?? match[2] ?? match[3] ?? ''
    return to.startsWith('.') ? posix.normalize(posix.join(posix.dirname(file), to)) : to
  })
}

const folderOf = (path: string) => path.split('/')[0] ?? ''
const journeyOf = (path: string) => (folderOf(path) === 'journeys' ? path.split('/')[1] : undefined)

test('there are files to look at', () => {
  expect(files.length).toBeGreaterThan(50)
  expect(files).toContain('sw/index.ts')
})

test.each(Object.keys(arrows))('%s imports only what it may', (folder) => {
  const wrong = files
    .filter((file) => folderOf(file) === folder)
    .flatMap((file) => importsOf(file).map((to) => [file, to] as const))
    .filter(([, to]) => files.some((file) => folderOf(file) === folderOf(to) || file.startsWith(`${to}.`)))
    .filter(([file, to]) => folderOf(to) !== folderOf(file) && ![...(arrows[folder] ?? [])].includes(folderOf(to)))
  expect(wrong).toEqual([])
})

test('journeys never import each other', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((to) => journeyOf(file) && journeyOf(to) && journeyOf(file) !== journeyOf(to))
      .map((to) => [file, to]),
  )
  expect(wrong).toEqual([])
})

test('a model is pure: it knows neither Preact nor the page', () => {
  const wrong = files
    .filter((file) => /^journeys\/[^/]+\/model\.ts$/.test(file))
    .flatMap((file) => importsOf(file).map((to) => [file, to] as const))
    .filter(([, to]) => /^preact|@preact|\/page$|^ui\/(?!feedback|verdict)|^camera/.test(to))
  expect(wrong).toEqual([])
})

test('each third-party module has one home', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((to) => !to.startsWith('.') && Object.keys(homes).some((name) => to === name || to.startsWith(`${name}/`)))
      .filter((to) => homes[Object.keys(homes).find((name) => to === name || to.startsWith(`${name}/`)) ?? ''] !== file)
      .map((to) => [file, to]),
  )
  expect(wrong).toEqual([])
})

test('style sheets know no left and right', () => {
  const sheets = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css'))
  const wrong = sheets.flatMap((name) =>
    readFileSync(join(src, name), 'utf8')
      .split('\n')
      .map((line, i) => `${relative('.', name)}:${i + 1} ${line.trim()}`)
      .filter((line) => /\s(?:(?:margin|padding|border)-(?:left|right)|left|right|(?:min-|max-)?(?:width|height))\s*:|:\s*(?:left|right)\s*;/.test(line)),
  )
  expect(wrong).toEqual([])
})
