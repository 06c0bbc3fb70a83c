/** A door before the register, that can be closed and can change the app behind it. */
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A door that stands open until told otherwise. */
export interface Door {
  origin: string
  /** Closed, the register asks everybody to come back later. */
  closed: boolean
  /** Another number makes a service worker that the browser has not seen: a new version of the app. */
  version: number
  remove(): void
}

/** Puts a door before the register at an origin. */
export async function doorBefore(register: string): Promise<Door> {
  const { hostname, port } = new URL(register)
  const server = createServer((asked, answer) => {
    if (door.closed && asked.url?.startsWith('/api/')) {
      answer.writeHead(503, { 'Retry-After': '1', 'Content-Type': 'application/problem+json' })
      answer.end(JSON.stringify({ type: 'about:blank', title: 'busy', status: 503, code: 'busy' }))
      return
    }
    // The whole file each time, so that there is something to change.
    const { 'if-none-match': _etag, 'if-modified-since': _date, ...rest } = asked.headers
    const headers = { ...rest, 'accept-encoding': 'identity' }
    const passed = request({ hostname, port, path: asked.url, method: asked.method, headers }, (given) => {
      const changed = asked.url === '/sw.js' && door.version > 0
      const { 'content-length': _length, etag: _tag, ...others } = given.headers
      answer.writeHead(given.statusCode ?? 502, changed ? others : given.headers)
      given.on('data', (part) => answer.write(part))
      given.on('end', () => answer.end(changed ? `\n// version ${door.version}` : undefined))
    })
    asked.pipe(passed)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const door: Door = {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    closed: false,
    version: 0,
    remove: () => {
      server.close()
      server.closeAllConnections()
    },
  }
  return door
}
