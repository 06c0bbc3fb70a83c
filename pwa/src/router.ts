/**
 * Where the person is in the app, and how to go elsewhere. It knows addresses
 * and nothing of the pages behind them.
 */
import { signal } from '@preact/signals'

/** The address shown now: its path only, without query and fragment. */
export const path = signal(location.pathname)

/** The query of the address shown now, with its question mark: the filters of lists live there. */
export const query = signal(location.search)

/** What every page is given. */
export interface PageProps {
  /** The variable part of the address: a poster's code, a presence's id; empty where there is none. */
  param: string
}

/** Goes to an address of the app; `replace` leaves no way back to this one. */
export function navigate(to: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', to)
  else history.replaceState(null, '', to)
  follow()
}

/** Changes some values of the query; empty ones fall away. A filter is no page: there is no way back to before. */
export function refine(values: Record<string, string>): void {
  const next = new URLSearchParams(location.search)
  for (const [name, value] of Object.entries(values)) {
    if (value) next.set(name, value)
    else next.delete(name)
  }
  const text = next.toString()
  navigate(location.pathname + (text && `?${text}`), 'replace')
}

/** Takes the address from the browser. */
export function follow(): void {
  path.value = location.pathname
  query.value = location.search
}

/** Makes plain links and the browser's back button move within the app. Call it once. */
export function listen(): void {
  addEventListener('popstate', follow)
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest?.('a')
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
    if (/^\/(api|\.well-known)\//.test(link.pathname)) return
    event.preventDefault()
    if (link.href !== location.href) navigate(link.pathname + link.search + link.hash)
  })
}
