import './page.css'
import { type ComponentChildren, createContext } from 'preact'
import { useContext, useEffect } from 'preact/hooks'
import { Back } from './icons'

/**
 * The frame of one page. `title` is its heading and the window's title;
 * `back` is where the arrow leads and what it is called. There are two widths: a
 * page to read, or with `wide` one of a desk, with lists and forms side by side.
 */
export interface PageFrame {
  title: string
  back?: { href: string; label: string }
  wide?: boolean
  children: ComponentChildren
}

/** What stands at the end of every page’s head. */
export const HeadEnd = createContext<ComponentChildren>(undefined)

/** One page: a heading that takes the focus when the page opens, and its content. */
export function Page({ title, back, wide, children }: PageFrame) {
  useEffect(() => {
    document.title = `${title} · ciaw`
  }, [title])
  return (
    <div class={wide ? 'page page-wide' : 'page'}>
      <header class="page-head">
        {back && (
          <a class="page-back" href={back.href} aria-label={back.label}>
            <Back />
          </a>
        )}
        <h1 tabIndex={-1}>{title}</h1>
        {useContext(HeadEnd)}
      </header>
      <main class="page-main">{children}</main>
    </div>
  )
}
