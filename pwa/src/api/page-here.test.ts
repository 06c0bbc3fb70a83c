import { expect, test } from 'vitest'
import { pageHere } from './page-here'

test.each(['/', '/days', '/board/1Y10DEM0001PZ?flags=1', '/r#abc', '/p/%2f'])('%s is a page of the app', (page) => expect(pageHere(page)).toBe(page))

test.each([
  '', 'days', 'https://elsewhere.example/', 'javascript:alert(1)', '//elsewhere.example', '/\\elsewhere.example', '/\t/elsewhere.example',
  '/\n\\elsewhere.example', '/.//elsewhere.example', '/days/..//elsewhere.example', '//', '/\\', '\t//elsewhere.example',
])('%j is none', (text) => expect(pageHere(text)).toBeUndefined())
