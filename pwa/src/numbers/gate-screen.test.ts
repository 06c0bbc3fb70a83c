import { describe, expect, it } from 'vitest'
import { codeAt, gateLinkFor, gateLinkOf, secondsLeft, shownAt } from './gate-screen'

const key = '36QSB6Y3OPUBEYYG7VTP7CMQDPRQP2DM'
const poster = '7G1A-02C0-280Q'
const seven = new Date('2026-11-23T06:00:00Z')

describe('a screen at the gate', () => {
  // The register's own test has the same values: server/gatescreen.
  it('shows the code that the register expects', async () => {
    expect(await codeAt(key, seven)).toBe('385441')
    expect(await shownAt('https://ciaw.example', { poster, key }, seven)).toBe(`https://ciaw.example/p/${poster}?s=385441`)
  })

  it('shows one code for 45 seconds, then another', async () => {
    expect(secondsLeft(seven)).toBe(45)
    const last = new Date(seven.getTime() + 44_999)
    expect(await codeAt(key, last)).toBe('385441')
    expect(secondsLeft(last)).toBe(1)
    expect(await codeAt(key, new Date(seven.getTime() + 45_000))).not.toBe('385441')
  })

  it('reads the link that was made for it, and no half of one', () => {
    const link = gateLinkFor('https://ciaw.example', { poster, key })
    const { pathname, hash } = new URL(link)
    expect(gateLinkOf(pathname.split('/').at(-1) ?? '', hash)).toEqual({ poster, key })
    expect(gateLinkOf(poster, '')).toBeUndefined()
    expect(gateLinkOf(poster, '#short')).toBeUndefined()
    expect(gateLinkOf('nothing', hash)).toBeUndefined()
  })
})
