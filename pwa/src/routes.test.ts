import { expect, test, vi } from 'vitest'
import { routeOf } from './routes'

// Pages need a browser; addresses do not.
vi.mock('./journeys/home/page', () => ({ default: () => null }))
vi.mock('./journeys/scan/page', () => ({ default: () => null }))

test.each([
  ['/', 'home', ''],
  ['/index.html', 'home', ''],
  ['/scan/', 'scan', ''],
  ['/p/DX57-RJDA-V998', 'confirm', 'DX57-RJDA-V998'],
  ['/board/1Y10DEM0001PZ/evacuation', 'evacuation', '1Y10DEM0001PZ'],
  ['/w/%E0%A4%A', 'confirm', '%E0%A4%A'],
])('%s is %s', (path, journey, param) => expect(routeOf(path)).toEqual({ journey, param }))

test.each(['/scam', '/board', '/board/1/2/3', '/portal/x', '/home'])('%s leads nowhere, and says so', (path) => {
  expect(routeOf(path)).toEqual({ journey: 'nowhere', param: '' })
})
