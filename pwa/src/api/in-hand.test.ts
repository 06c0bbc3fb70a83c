import { expect, test } from 'vitest'
import { deviceKind } from './in-hand'

const pointer = (coarse: boolean) => ({ matchMedia: () => ({ matches: coarse }) })

test.each([
  ['a browser that says it is on a phone', { navigator: { userAgentData: { mobile: true } }, ...pointer(false) }, 'mobile'],
  ['a laptop with a screen to touch', { navigator: { userAgentData: { mobile: false } }, ...pointer(true) }, 'desktop'],
  ['a phone whose browser does not say', { navigator: {}, ...pointer(true) }, 'mobile'],
  ['a desk whose browser does not say', { navigator: {}, ...pointer(false) }, 'desktop'],
  ['a service worker', {}, 'desktop'],
])('%s', (_, browser, kind) => expect(deviceKind(browser)).toBe(kind))
