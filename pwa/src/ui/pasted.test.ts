import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const src = dirname(dirname(fileURLToPath(import.meta.url)))

/** The attributes of every field of a file, as they are written. */
function fieldsOf(file: string): string[] {
  return [...readFileSync(join(src, file), 'utf8').matchAll(/<(?:Text)?Field\b(.*?)\/>/gs)].map((match) => match[1] ?? '')
}

const fields = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx'))
  .flatMap((file) => fieldsOf(file).map((field) => [file, field] as const))

test('no number and no code that is pasted is cut: with its label, dots and spaces it is longer than it should be', () => {
  expect(fields.length).toBeGreaterThan(20)
  const numbers = fields.filter(([, field]) => /\bdigits\b|number|one-time-code/i.test(field))
  expect(numbers.length).toBeGreaterThan(6)
  expect(numbers.filter(([, field]) => /maxLength/.test(field) && !/name=|phone|contact/i.test(field)).map(([file, field]) => `${file}: ${field}`)).toEqual([])
})

test('a code of the second factor is one field that browsers fill in', () => {
  const codes = fields.filter(([, field]) => field.includes('one-time-code'))
  expect(codes.length).toBeGreaterThan(1)
  for (const [, field] of codes) expect(field).toMatch(/digits/)
})
