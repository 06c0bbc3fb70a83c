import { expect, test } from 'vitest'
import { type Policy, policyOf } from './policy'

const cases: [string, string, string, boolean, Policy][] = [
  ['a registration', 'PUT', '/api/v1/presences/x', false, 'network'],
  ['a poster', 'GET', '/api/v1/posters/x', false, 'network'],
  ['the contract, opened as a page', 'GET', '/api/v1/openapi.yaml', true, 'network'],
  ['keys', 'GET', '/.well-known/jwks.json', false, 'network-else-kept'],
  ['keys, asked whether they are fresh', 'GET', '/.well-known/jwks.json?now', false, 'network'],
  ['home', 'GET', '/', true, 'app'],
  ['a poster’s link', 'GET', '/p/7K3M-Q9TD-2XVN', true, 'app'],
  ['a receipt’s link', 'GET', '/r', true, 'app'],
  ['a poster’s link with a full stop behind it', 'GET', '/p/7K3M-Q9TD-2XVN.', true, 'app'],
  ['a poster’s link with the end of a sentence behind it', 'GET', '/p/7K3M-Q9TD-2XVN.)%E2%80%9D', true, 'app'],
  ['a receipt’s link whose # was encoded', 'GET', '/r%23eyJh.eyJq.AAA_', true, 'app'],
  ['a paper of the server', 'GET', '/robots.txt', true, 'network'],
  ['metrics in the browser', 'GET', '/metrics', true, 'network'],
  ['a script', 'GET', '/assets/index-1a2b3c.js', false, 'kept-else-network'],
  ['the manifest', 'GET', '/manifest.webmanifest', false, 'kept-else-network'],
  ['a form', 'POST', '/', true, 'network'],
]

test.each(cases)('%s', (_, method, path, opensPage, policy) => {
  expect(policyOf(method, new URL(path, 'https://register.example'), opensPage)).toBe(policy)
})
