import { expect, test } from 'vitest'
import { takesDownloads } from './browser'

const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const android = 'Mozilla/5.0 (Linux; Android 14; SM-A546B'

test.each([
  ['Safari', `${iPhone} Version/18.5 Mobile/15E148 Safari/604.1`, true],
  ['Chrome on an iPhone', `${iPhone} CriOS/130.0.0.0 Mobile/15E148 Safari/604.1`, true],
  ['the home screen of an iPhone', `${iPhone} Mobile/15E148`, false],
  ['Facebook on an iPhone', `${iPhone} Mobile/15E148 [FBAN/FBIOS;FBAV/480.0]`, false],
  ['Instagram on an iPhone', `${iPhone} Mobile/15E148 Instagram 350.0`, false],
  ['Line, which says Safari', `${iPhone} Version/18.5 Mobile/15E148 Safari/604.1 Line/14.1`, false],
  ['Chrome on Android', `${android}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36`, true],
  ['a window of another app on Android', `${android}; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36`, false],
  ['WeChat', `${android}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0`, false],
  ['Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', true],
  ['Safari on a Mac', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15', true],
] as const)('%s', (_, agent, takes) => expect(takesDownloads(agent)).toBe(takes))

test('the home screen of an iPad that calls itself a Mac', () => {
  const pad = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)'
  expect(takesDownloads(pad, 5)).toBe(false)
  expect(takesDownloads(pad)).toBe(true)
})
