import { describe, expect, it } from 'vitest'
import { parsePosterCode, posterHelp } from './poster-code'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

describe('parsePosterCode', () => {
  it.each([
    ['as printed', '7K3M-Q9TD-2XVN', '7K3M-Q9TD-2XVN'],
    ['lower case without dashes', '7k3mq9td2xvn', '7K3M-Q9TD-2XVN'],
    ['with spaces and long dashes', ' 7K3M – Q9TD 2XVN ', '7K3M-Q9TD-2XVN'],
    ['O for zero, I and L for one', 'iA2B-3C4D-5E6N', '1A2B-3C4D-5E6N'],
    ['small l for one', 'lA2B3C4D5E6N', '1A2B-3C4D-5E6N'],
    ['all zeros typed as the letter', 'oooo-OOOO-oooo', '0000-0000-0000'],
    ['a link', 'https://ciaw.example/p/7K3M-Q9TD-2XVN', '7K3M-Q9TD-2XVN'],
    ['a link of another host and port', 'http://10.0.0.5:8080/p/7k3mq9td2xvn/?x=1#y', '7K3M-Q9TD-2XVN'],
    ['a link in capitals', 'HTTPS://CIAW.EXAMPLE/P/7K3M-Q9TD-2XVN', '7K3M-Q9TD-2XVN'],
  ])('takes a code %s', (_, text, code) => {
    expect(parsePosterCode(text)).toBe(code)
  })

  it.each([
    ['nothing', ''],
    ['one character short', '7K3M-Q9TD-2XV'],
    ['one character long', '7K3M-Q9TD-2XVNN'],
    ['a letter that is not used', '7K3M-Q9TD-2XUN'],
    ['a wrong check character', '7K3M-Q9TD-2XVM'],
    ['another page of the link', 'https://ciaw.example/q/7K3M-Q9TD-2XVN'],
    ['a longer path', 'https://ciaw.example/x/p/7K3M-Q9TD-2XVN'],
    ['another scheme', 'ftp://ciaw.example/p/7K3M-Q9TD-2XVN'],
  ])('refuses %s', (_, text) => {
    expect(parsePosterCode(text)).toBeUndefined()
  })

  it('finds every single wrong character and every swap of two', () => {
    const code = '7K3MQ9TD2XVN'
    for (let i = 0; i < code.length; i++) {
      for (const other of alphabet) {
        if (other === code[i]) continue
        expect(parsePosterCode(code.slice(0, i) + other + code.slice(i + 1))).toBeUndefined()
      }
      for (let j = i + 1; j < code.length; j++) {
        if (code[i] === code[j]) continue
        const swapped = [...code]
        ;[swapped[i], swapped[j]] = [swapped[j] as string, swapped[i] as string]
        expect(parsePosterCode(swapped.join(''))).toBeUndefined()
      }
    }
  })
})

describe('posterHelp', () => {
  it.each([
    ['', 'empty'],
    [' - ', 'empty'],
    ['7K3M-Q', 'short'],
    ['7K3M-U', 'wrong_character'],
    ['7K3M-Q9TD-2XVM', 'check_fails'],
    ['7K3M-Q9TD-2XVN', 'good'],
    ['7K3M-Q9TD-2XVN-1', 'long'],
  ])('%j is %s', (text, help) => {
    expect(posterHelp(text)).toBe(help)
  })
})
