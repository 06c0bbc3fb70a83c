import 'fake-indexeddb/auto'
import { describe, expect, test } from 'vitest'
import type { PosterReply } from '../api/client'
import type { Box } from './box'
import { promised, told } from './fixtures'
import { settled } from './kept'
import { memoryBox } from './memory-box'
import { storedBox } from './stored-box'

let made = 0
const boxes: [string, () => Promise<Box>][] = [
  ['in memory', async () => memoryBox()],
  ['in IndexedDB', () => storedBox(() => undefined, `box ${++made}`)],
]

describe.each(boxes)('a box %s', (_, open) => {
  test('gives promises oldest first, and everything newest first', async () => {
    const box = await open()
    await box.add(promised('b', 2))
    await box.add(promised('a', 1))
    await box.add(settled(promised('c', 3), told('c')))
    expect((await box.promised()).map((p) => p.id)).toEqual(['a', 'b'])
    expect((await box.all()).map((p) => p.id)).toEqual(['c', 'b', 'a'])
  })

  test('two promises of one moment keep the order of their ids', async () => {
    const box = await open()
    await box.add(promised('b', 1))
    await box.add(promised('a', 1))
    expect((await box.promised()).map((p) => p.id)).toEqual(['a', 'b'])
  })

  test('changes what is there, and nothing else', async () => {
    const box = await open()
    await box.add(promised('a'))
    expect(await box.change('a', (kept) => settled(kept, told('a')))).toMatchObject({ state: 'registered' })
    expect(await box.get('a')).toMatchObject({ state: 'registered' })
    expect(await box.change('x', (kept) => kept)).toBeUndefined()
    expect(await box.all()).toHaveLength(1)
  })

  test('two changes at once both happen', async () => {
    const box = await open()
    await box.add(promised('a'))
    const more = () => box.change('a', (kept) => (kept.state === 'promised' ? { ...kept, tries: kept.tries + 1 } : kept))
    await Promise.all([more(), more()])
    expect(await box.get('a')).toMatchObject({ tries: 2 })
  })

  test('remembers posters, an L1 and recent days, and forgets all of it', async () => {
    const box = await open()
    const poster = { code: '7K3M-Q9TD-2XVN', today: '2026-11-23' } as PosterReply
    await box.rememberPoster(poster)
    await box.rememberLimosa('24910158641968060')
    await box.add(promised('a'))
    expect(await box.poster(poster.code)).toEqual(poster)
    expect(await box.limosa()).toBe('24910158641968060')
    await box.rememberLimosa(undefined)
    expect(await box.limosa()).toBeUndefined()
    await box.rememberPast('{}')
    expect(await box.past()).toBe('{}')
    await box.empty()
    expect(await box.past()).toBeUndefined()
    expect(await box.poster(poster.code)).toBeUndefined()
    expect(await box.all()).toEqual([])
  })
})

test('what is stored survives a restart', async () => {
  const name = 'box of yesterday'
  await (await storedBox(() => undefined, name)).add(promised('a'))
  expect(await (await storedBox(() => undefined, name)).promised()).toHaveLength(1)
})
