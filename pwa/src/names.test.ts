import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const src = dirname(fileURLToPath(import.meta.url))

/** What people type: it may be of another direction than the words around it. */
const typed = /(?<![=$])\{[\w.?!]*\.(name|worker|address|gate|client)\}/

/** Names that are ours: of languages, of what can be chosen, and of the rows of a list of facts. */
const ours = ['ui/', 'journeys/settings/page.tsx', 'language/switch.tsx', 'journeys/confirm/cards.tsx: <h2', 'journeys/scan/page.tsx', 'journeys/gate-screen/']

test('names of people, companies and places are isolated where they stand in a page', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/')).filter((name) => name.endsWith('.tsx'))
  const found = files.flatMap((file) =>
    readFileSync(join(src, file), 'utf8')
      .split('\n')
      .map((line) => `${file}: ${line.trim()}`)
      .filter((line) => typed.test(line) && !line.includes('<bdi') && !ours.some((one) => line.startsWith(one))),
  )
  expect(found).toEqual([])
})
