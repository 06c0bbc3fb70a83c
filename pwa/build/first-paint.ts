/**
 * Moves the style sheets of the start page to its end: a browser paints
 * nothing that comes after one before it is here, and what stands in the page
 * itself needs none. The app still waits for them, as its script is deferred.
 */
import type { Plugin } from 'vite'

/** The start page with its style sheets last in the body. */
export function sheetsLast(html: string): string {
  const sheets: string[] = []
  const without = html.replace(/\s*<link rel="stylesheet"[^>]*>/g, (sheet) => {
    sheets.push(sheet.trim())
    return ''
  })
  return without.replace(/\s*<\/body>/, `${sheets.map((sheet) => `\n    ${sheet}`).join('')}\n  </body>`)
}

/** Does so in the build. */
export function firstPaint(): Plugin {
  return { name: 'first-paint', apply: 'build', transformIndexHtml: { order: 'post', handler: sheetsLast } }
}
