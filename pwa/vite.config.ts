import { defineConfig } from 'vite'
import { firstPaint } from './build/first-paint.ts'
import { wordsApart } from './build/words.ts'

/** The address of a running `ciaw serve`, for `npm run dev`. */
const server = process.env.CIAW_ORIGIN ?? 'http://127.0.0.1:8080'

/** Builds the app into static/app, from where the Go program embeds it. */
export default defineConfig({
  plugins: [wordsApart(), firstPaint()],
  build: {
    outDir: '../static/app',
    emptyOutDir: true,
    // The CSP allows no data: scripts or styles, and a hashed file is cached for ever.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['chrome87', 'safari15', 'firefox90'],
    reportCompressedSize: false,
    // What comes before the camera comes in one file, whoever else uses parts of it later; and so do the
    // little things that confirming and the receipt share with other pages: each file costs its headers.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'start', tags: ['$initial'], priority: 2 },
            { name: 'morning', test: /src\/(outcomes\/(remark|list|direction)|offline\/(directions|promise|use-poster)|ui\/(qr|switch|verdict))\.tsx?$/, priority: 1 },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
  server: {
    fs: { allow: ['..'] },
    proxy: { '/api': server, '/.well-known': server },
  },
  test: { include: ['{build,src}/**/*.test.{ts,tsx}'] },
})
