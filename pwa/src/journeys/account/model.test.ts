import { expect, test } from 'vitest'
import { deviceName } from './model'

test.each([
  ['Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36', 'Android'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)', 'iPhone'],
  ['Mozilla/5.0 (X11; Linux x86_64) Chrome/150', 'Linux'],
  ['something else', 'ciaw'],
])('%s is called %s', (agent, name) => expect(deviceName(agent)).toBe(name))
