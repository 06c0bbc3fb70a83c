/**
 * What a push becomes on the screen. Whatever comes, something is shown: browsers
 * take the right away from those who push and show nothing.
 */
import { pageHere } from '../api/page-here'

/** What to show, and the page behind it. */
export interface Notice {
  title: string
  options: NotificationOptions & { data: { path: string } }
}

/** Reads a push; what cannot be read opens home. */
export function noticeOf(text: string | undefined): Notice {
  const said = parsed(text)
  const word = (name: string) => (typeof said[name] === 'string' ? (said[name] as string) : '')
  const path = pageHere(word('path')) ?? '/'
  const language = word('language')
  return {
    title: word('title') || 'ciaw',
    options: {
      body: word('text'),
      icon: '/icons/icon-192.png',
      data: { path },
      ...(word('tag') && { tag: word('tag') }),
      ...(language && { lang: language, dir: language === 'ar' ? 'rtl' : 'ltr' }),
    },
  }
}

function parsed(text: string | undefined): Record<string, unknown> {
  try {
    const said: unknown = JSON.parse(text ?? '')
    return typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
