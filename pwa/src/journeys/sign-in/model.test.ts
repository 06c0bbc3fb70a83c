import { expect, test } from 'vitest'
import { whereTo } from './model'

test.each([
  ['', '/portal'],
  ['?to=/places', '/places'],
  ['?to=%2Fboard%2F1Y10DEM0001PZ%3Fflags%3D1', '/board/1Y10DEM0001PZ?flags=1'],
  ['?to=/in', '/portal'],
  ['?to=https://elsewhere.example/', '/portal'],
  ['?to=//elsewhere.example/', '/portal'],
  ['?to=/\\elsewhere.example/', '/portal'],
  ['?to=/%09/elsewhere.example/', '/portal'],
  ['?to=/x/../in', '/portal'],
])('after signing in at %s one is at %s', (query, page) => expect(whereTo(query)).toBe(page))
