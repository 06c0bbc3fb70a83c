/** Addresses that came from elsewhere, of which only pages of this app are opened. */

/**
 * The address of a page of this origin, as a browser reads it: a backslash is a slash
 * there, and tabs and line ends are nothing. Undefined for one that leads elsewhere.
 */
export function pageHere(text: string): string | undefined {
  const here = 'https://here.invalid'
  if (!text.startsWith('/')) return undefined
  try {
    const { origin, pathname, search, hash } = new URL(text, here)
    return origin === here && !pathname.startsWith('//') ? pathname + search + hash : undefined
  } catch {
    return undefined
  }
}
