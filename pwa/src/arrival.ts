/**
 * Links arrive damaged: mails, chats and readers of codes take the end of a
 * sentence along, put marks of direction inside, encode the # or write all in
 * capitals. They are put right before any page looks at its address.
 */
import { linkOf } from './numbers'

/** What is not seen, percent-encoded as browsers write it. */
const unseen = /%(?:C2%AD|D8%9C|E2%80%(?:8[B-F]|A[A-E])|E2%81%A[0-9A-F]|EF%BB%BF)/gi

/** The part that no browser sends, behind an encoded # where a page expects one. */
const fragmentInPath = /^(\/(?:link|r|gate\/[^/]+)\/?)%23(.*)$/i

/**
 * The address of the app that was meant by one: path, query and fragment, each
 * without what does not belong to it. An address that is right stays as it is.
 */
export function meantBy(pathname: string, search: string, hash: string): string {
  const seen = pathname.replace(unseen, '')
  const [, path = seen, fragment] = fragmentInPath.exec(seen) ?? []
  const small = path.replace(/^\/[^/]+/, (first) => (/[a-z]/.test(first) ? first : first.toLowerCase()))
  return (linkOf(small) || '/') + trimmed(search) + trimmed(fragment === undefined ? hash : `#${fragment}`)
}

/** A query or a fragment as it was meant; nothing where only its sign is left. */
function trimmed(part: string): string {
  const meant = linkOf(part.replace(unseen, ''))
  return meant.length > 1 ? meant : ''
}

/** Puts the address of this page right, if it is not. */
export function mendAddress(): void {
  const { pathname, search, hash } = location
  const meant = meantBy(pathname, search, hash)
  if (meant !== pathname + search + hash) history.replaceState(history.state, '', meant)
}
