import { expect, it, test } from 'vitest'
import known from '../../../server/id/testdata/generated.json'
import vectors from '../../../server/id/testdata/numbers.json'
import pieces from '../../../server/id/testdata/pieces.json'
import { parseCbe, parseCompanyNumber, parseVat } from './company'
import { Generator } from './generator'
import { parseLimosaNumber } from './limosa'
import { parseNiss } from './niss'
import { parsePosterCode } from './poster-code'
import { parseReceiptNumber } from './receipt-number'
import { parseWorkplaceNumber } from './workplace-number'

/** The year as which the register's test runs, too. */
const year = 2026

/** All types of numbers, in the order of the register's test. */
const parsers: Record<string, (text: string) => string | undefined> = {
  niss: (text) => parseNiss(text, year),
  cbe: parseCbe,
  vat: parseVat,
  limosa: parseLimosaNumber,
  workplace: (text) => parseWorkplaceNumber(text)?.number,
  receipt: parseReceiptNumber,
  poster: (text) => parsePosterCode(text)?.replaceAll('-', ''),
}

const wanted = (type: string, want: string | undefined) => (type === 'poster' ? want?.replaceAll('-', '') : want)

it.each(vectors as { type: string; name: string; text: string; want?: string }[])('a number as people write it: $type, $name', ({ type, text, want }) => {
  expect(parsers[type]?.(text)).toBe(wanted(type, want))
  if (type === 'cbe' && want) expect(parseCompanyNumber(text)).toBe(`BE${want}`)
  if (type === 'vat' && want) expect(parseCompanyNumber(text)).toBe(want)
})

/** A million take 20 seconds here: CIAW_MILLION=1 asks for them. The register's test always makes them. */
const counts = known.filter(({ texts }) => texts <= 100_000 || process.env.CIAW_MILLION === '1')

test.each(counts)('numbers are read as the register reads them: $texts generated texts', ({ texts, taken, verdicts }) => {
  const generator = new Generator(2026, vectors.map((vector) => vector.text), pieces)
  const got: Record<string, number> = {}
  const parts = Object.entries(parsers)
  let digest = 0x811c9dc5
  for (let n = 0; n < texts; n++) {
    const text = generator.text()
    let line = ''
    for (const [type, parse] of parts) {
      const became = parse(text) ?? ''
      if (became) got[type] = (got[type] ?? 0) + 1
      line += `${became}|`
    }
    for (let i = 0; i < line.length; i++) digest = Math.imul(digest ^ line.charCodeAt(i), 0x01000193)
  }
  expect(got).toEqual(taken)
  expect((digest >>> 0).toString(16).padStart(8, '0')).toBe(verdicts)
}, 120_000)
