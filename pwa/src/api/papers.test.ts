import { expect, test } from 'vitest'
import { mostReceipts, printAll } from './papers'
import type { Reply } from './reply'

const things = (count: number) => Array.from({ length: count }, (_, i) => String(i))

async function printed(count: number, answers: (asked: number) => Reply<Blob>) {
  const asked: string[][] = []
  const parts: string[] = []
  const failed = await printAll(
    things(count),
    (some) => Promise.resolve(answers(asked.push(some))),
    (_, part) => Promise.resolve(void parts.push(part)),
  )
  return { asked, parts, failed }
}

const made: Reply<Blob> = { kind: 'ok', value: new Blob() }

test('what fits in one paper is one', async () => {
  for (const count of [1, mostReceipts]) expect((await printed(count, () => made)).parts).toEqual([''])
})

test('more are several papers, in order, nothing twice and nothing lost', async () => {
  const { asked, parts } = await printed(2 * mostReceipts + 1, () => made)
  expect(parts).toEqual(['-1', '-2', '-3'])
  expect(asked.flat()).toEqual(things(2 * mostReceipts + 1))
})

test('what is not made ends it, and is told', async () => {
  const { asked, parts, failed } = await printed(3 * mostReceipts, (asked) => (asked === 2 ? { kind: 'unreachable' } : made))
  expect([asked.length, parts, failed]).toEqual([2, ['-1'], { kind: 'unreachable' }])
})
