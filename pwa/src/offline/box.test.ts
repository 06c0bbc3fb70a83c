import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { describe, expect, test } from 'vitest'
import type { PosterReply } from '../api/client'
import type { Box } from './box'
import { promised, told } from './fixtures'
import { bodyOf } from './flush'
import { settled } from './presence-record'
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
    expect(await box.change('a', (record) => settled(record, told('a')))).toMatchObject({ state: 'registered' })
    expect(await box.get('a')).toMatchObject({ state: 'registered' })
    expect(await box.change('x', (record) => record)).toBeUndefined()
    expect(await box.all()).toHaveLength(1)
  })

  test('keeps a crew in one go, and changes those of it that are there', async () => {
    const box = await open()
    await box.add(promised('b', 2), promised('a', 1), promised('c', 3))
    expect((await box.promised()).map((p) => p.id)).toEqual(['a', 'b', 'c'])
    await box.changeAll(['a', 'x', 'c'], (record) => settled(record, told(record.id)))
    expect((await box.promised()).map((p) => p.id)).toEqual(['b'])
    expect(await box.all()).toHaveLength(3)
  })

  test('changes all or none', async () => {
    const box = await open()
    await box.add(promised('a', 1), promised('b', 2))
    const stumbling = box.changeAll(['a', 'b'], (record) => {
      if (record.id === 'b') throw new Error('stumbled')
      return settled(record, told(record.id))
    })
    await expect(stumbling).rejects.toThrow('stumbled')
    expect(await box.promised()).toHaveLength(2)
  })

  test('two changes at once both happen', async () => {
    const box = await open()
    await box.add(promised('a'))
    const more = () => box.change('a', (record) => (record.state === 'promised' ? { ...record, tries: record.tries + 1 } : record))
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
    await box.rememberRecentDays('{}')
    expect(await box.recentDays()).toBe('{}')
    await box.empty()
    expect(await box.recentDays()).toBeUndefined()
    expect(await box.poster(poster.code)).toBeUndefined()
    expect(await box.all()).toEqual([])
  })
})

test('of a crew that cannot be kept whole nobody is kept', async () => {
  const box = await storedBox(() => undefined, 'box of a crew')
  // A function cannot be stored: it stands for a phone that stumbles in the middle.
  const odd = { ...promised('b', 2), worker: (() => 'odd') as unknown as string }
  await expect(box.add(promised('a', 1), odd, promised('c', 3))).rejects.toThrow()
  expect(await box.all()).toEqual([])
  await box.add(promised('a', 1))
  expect(await box.all()).toHaveLength(1)
})

test('a promise of an earlier version of the app is read and sent as it was kept', async () => {
  const name = 'box of an earlier version'
  await storedBox(() => undefined, name)
  const db = await openDB(name, 1)
  await db.put('presences', {
    state: 'promised', id: 'a', secret: 's', on: '2026-11-23', capturedAt: '2026-11-23T05:00:00.000Z',
    place: { poster: '7K3M-Q9TD-2XVN' }, limosa: '24910158641968060', tries: 1,
  })
  await db.put('things', '{"by":"ivo"}', 'past')
  db.close()
  const box = await storedBox(() => undefined, name)
  expect(await box.recentDays()).toBe('{"by":"ivo"}')
  const [record] = await box.promised()
  expect(record && bodyOf(record)).toEqual({
    worker: { limosa: '24910158641968060' }, poster: '7K3M-Q9TD-2XVN', on: '2026-11-23', capturedAt: '2026-11-23T05:00:00.000Z',
  })
})

test('what is stored survives a restart', async () => {
  const name = 'box of yesterday'
  await (await storedBox(() => undefined, name)).add(promised('a'))
  expect(await (await storedBox(() => undefined, name)).promised()).toHaveLength(1)
})

describe('a connection that is lost while the app sleeps', () => {
  /** Has every connection that is open now fail from its next use on, as iOS does without an event. */
  const loseConnections = (name: string) => {
    const { transaction } = IDBDatabase.prototype
    const alive = new WeakSet<IDBDatabase>()
    const openings = indexedDB.open.bind(indexedDB)
    indexedDB.open = (...asked) => {
      const request = openings(...asked)
      request.addEventListener('success', () => alive.add(request.result))
      return request
    }
    IDBDatabase.prototype.transaction = function (...asked) {
      if (!alive.has(this)) throw new DOMException('The connection to the database server is lost.', name)
      return transaction.apply(this, asked)
    }
    return () => {
      IDBDatabase.prototype.transaction = transaction
      indexedDB.open = openings
    }
  }

  test.each(['InvalidStateError', 'UnknownError', 'AbortError'])('%s: it is opened anew, and nothing is lost', async (name) => {
    const box = await storedBox(() => undefined, `lost ${name}`)
    await box.add(promised('a', 1))
    const restore = loseConnections(name)
    await Promise.all([box.add(promised('b', 2), promised('c', 3)), box.rememberLimosa('L1')])
    await box.change('a', (record) => (record.state === 'promised' ? { ...record, tries: record.tries + 1 } : record))
    restore()
    expect((await box.promised()).map((p) => p.id)).toEqual(['a', 'b', 'c'])
    expect(await box.get('a')).toMatchObject({ tries: 1 })
    expect(await box.limosa()).toBe('L1')
  })

  test('another failure is told at once, and so is a second one', async () => {
    const box = await storedBox(() => undefined, 'lost for good')
    const restore = loseConnections('QuotaExceededError')
    await expect(box.add(promised('a'))).rejects.toThrow('lost')
    restore()
    const { transaction } = IDBDatabase.prototype
    let asked = 0
    IDBDatabase.prototype.transaction = () => {
      asked++
      throw new DOMException('closing', 'InvalidStateError')
    }
    await expect(box.add(promised('a'))).rejects.toThrow('closing')
    IDBDatabase.prototype.transaction = transaction
    expect(asked).toBe(2)
    expect(await box.all()).toEqual([])
  })
})
