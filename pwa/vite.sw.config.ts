import { defineConfig } from 'vite'
import { compressed } from './build/compress.ts'
import { filesOf, shellOf } from './build/shell.ts'

const outDir = '../static/app'

/** Builds the service worker after the app, because it lists the app's files. */
export default defineConfig(() => ({
  define: { __SHELL__: JSON.stringify(shellOf(filesOf(outDir))) },
  publicDir: false as const,
  plugins: [compressed(outDir)],
  build: {
    outDir,
    emptyOutDir: false,
    target: ['chrome87', 'safari15', 'firefox90'],
    reportCompressedSize: false,
    lib: { entry: 'src/sw/index.ts', formats: ['iife' as const], name: 'sw', fileName: () => 'sw.js' },
  },
}))
