/**
 * What the service worker does with a request, in one table:
 *
 *   /api/                        the network, always: a register's word is never repeated from memory
 *   /.well-known/jwks.json       the network, else what was kept: inspectors check receipts offline
 *   /.well-known/jwks.json?…     the network, always: somebody asks whether it is there
 *   opening any page             the kept app
 *   a file of the app            the kept one, else the network (and then it is kept)
 *   anything else                the network
 */
export type Policy = 'network' | 'network-else-kept' | 'app' | 'kept-else-network'

/** The policy for a request to an address of this origin. */
export function policyOf(method: string, url: URL, opensPage: boolean): Policy {
  if (method !== 'GET' || url.pathname.startsWith('/api/')) return 'network'
  if (url.pathname === '/.well-known/jwks.json') return url.search ? 'network' : 'network-else-kept'
  if (opensPage) return isPage(url.pathname) ? 'app' : 'network'
  return /^\/(assets|icons)\/|^\/manifest\.webmanifest$/.test(url.pathname) ? 'kept-else-network' : 'network'
}

/**
 * Pages of the app have no dot in their last part; files and the server's own
 * papers do, or live below these. What a mail or chat left behind a link, and
 * what somebody encoded together with the #, says nothing.
 */
function isPage(address: string): boolean {
  const path = address.replace(/%23.*$/, '').replace(/(?:[.,;:!?)\]}>"'*|]|%[0-9a-f]{2})+$/i, '')
  return !/\.[^/]*$/.test(path) && !/^\/(healthz|readyz|metrics)$/.test(path)
}
