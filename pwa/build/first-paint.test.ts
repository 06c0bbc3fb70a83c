import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sheetsLast } from './first-paint.ts'

const start = readFileSync(join(import.meta.dirname, '../index.html'), 'utf8')

test('what is painted first waits for no style sheet', () => {
  const sheet = '<link rel="stylesheet" crossorigin href="/assets/a.css">'
  const html = sheetsLast(start.replace('</head>', `  ${sheet}\n  </head>`))
  expect(html.indexOf(sheet)).toBeGreaterThan(html.indexOf('class="starting"'))
  expect(html.match(/rel="stylesheet"/g)).toHaveLength(1)
  expect(html.indexOf('<style>')).toBeLessThan(html.indexOf('</head>'))
})

test('it needs no translation, and is the same as while a page is on its way', () => {
  const app = readFileSync(join(import.meta.dirname, '../src/app.tsx'), 'utf8')
  for (const part of ['class="starting" aria-busy="true"', '<span class="starting-turning"']) {
    expect(start).toContain(part)
    expect(app).toContain(part)
  }
  expect(/<div id="app">(.*)<\/div>/s.exec(start)?.[1]?.replace(/<[^>]*>/g, '').trim()).toBe('ciaw')
})
