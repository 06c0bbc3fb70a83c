import { expect, test } from 'vitest'
import { meantBy } from './arrival'

/** The address that a browser makes of a link, then what is meant by it. */
const of = (link: string) => {
  const { pathname, search, hash } = new URL(link, 'https://ciaw.example')
  return meantBy(pathname, search, hash)
}

const poster = '/p/7K3M-Q9TD-2XVN'
const secret = '/link#Ab-_Ab-_Ab-_Ab-_Ab-_xy_'
const receipt = `/r#eyJhbGciOiJFZERTQSJ9.eyJqdGkiOiIxIn0.AAA_~${'Ab-_'.repeat(5)}xy`
const gate = '/gate/7K3M-Q9TD-2XVN#ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

test.each([poster, `${poster}?s=385441`, secret, receipt, gate, '/', '/places/1Y102TG6Z4BDZ/edit', '/presences?name=Jan%20(NL)&from=2026-01-01', '/in?to=%2Fboard'])(
  '%s is right as it is',
  (link) => expect(of(link)).toBe(link),
)

for (const link of [poster, secret, receipt, gate, `${poster}?s=385441`]) {
  test.each(['.', ',', ';', ':', '!', '?', ')', ']', '}', '>', '"', "'", '»', '”', '’', '…', '.)', '!”', '%2E', '%29', '%3E', '%22', '%C2%BB', '%E2%80%9D', '%E2%80%A6', '%20', '\u200e', '\u2069', '\ufeff', '*'])(
    `${link} opens with %j behind it`,
    (behind) => expect(of(link + behind)).toBe(link),
  )
}

test.each([
  ['/p/\u20667K3M-Q9TD\u200e-2XVN\u2069', poster],
  ['/P/7K3M-Q9TD-2XVN', poster],
  ['/LINK#Ab-_Ab-_Ab-_Ab-_Ab-_xy_', secret],
  ['/link%23Ab-_Ab-_Ab-_Ab-_Ab-_xy_', secret],
  ['/r%23eyJhbGciOiJFZERTQSJ9.eyJqdGkiOiIxIn0.AAA_', '/r#eyJhbGciOiJFZERTQSJ9.eyJqdGkiOiIxIn0.AAA_'],
  ['/link?utm_source=mail&fbclid=x#Ab-_Ab-_Ab-_Ab-_Ab-_xy_', '/link?utm_source=mail&fbclid=x#Ab-_Ab-_Ab-_Ab-_Ab-_xy_'],
  [`${poster}.?utm_source=mail`, `${poster}?utm_source=mail`],
  [`${poster}?s=385441&utm_source=mail.`, `${poster}?s=385441&utm_source=mail`],
])('%s was %s', (link, meant) => expect(of(link)).toBe(meant))
