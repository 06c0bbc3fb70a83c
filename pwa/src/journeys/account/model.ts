/**
 * How somebody recognises a device of theirs.
 */

const systems: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/Mac/, 'Mac'],
  [/Linux/, 'Linux'],
]

/** The system a browser says it runs on, as a first name for a passkey. */
export function deviceName(agent: string): string {
  return systems.find(([pattern]) => pattern.test(agent))?.[1] ?? 'ciaw'
}
