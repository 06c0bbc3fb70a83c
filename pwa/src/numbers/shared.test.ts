import { expect, it } from 'vitest'
import readings from '../../../server/scan/testdata/codes.json'
import { classify } from './classify'

interface Reading {
  name: string
  text: string
  kind: string
  number?: string
  likely?: boolean
  holder?: string
  employer?: string
  from?: string
  to?: string
  poster?: string
  receipt?: string
}

it.each(readings as Reading[])('reads as the server does: $name', (reading) => {
  const read = classify(reading.text)
  expect(read.kind).toBe(reading.kind)
  if (read.kind === 'poster') expect(read.code).toBe(reading.poster)
  if (read.kind !== 'limosa') return
  const { number, likely, holder, employer, from, to } = reading
  expect({ ...read }).toEqual({
    kind: 'limosa',
    number,
    likely: likely ?? false,
    ...(holder && { name: holder }),
    ...(employer && { employer }),
    ...(from && { from }),
    ...(to && { to }),
  })
})
