/**
 * Writes a .br and a .gz beside every built file that shrinks, so that the
 * server sends bytes instead of compressing them each time.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const shrinks = /\.(js|css|html|json|svg|wasm|webmanifest)$/

/** Compresses everything in the folder once the build is written, and restores its .gitkeep. */
export function compressed(folder: string): Plugin {
  return {
    name: 'compressed',
    closeBundle() {
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !shrinks.test(entry.name)) continue
        const file = join(entry.parentPath, entry.name)
        const bytes = readFileSync(file)
        writeFileSync(file + '.br', brotliCompressSync(bytes))
        writeFileSync(file + '.gz', gzipSync(bytes, { level: 9 }))
      }
      // Go embeds the folder and needs something in it on a fresh clone.
      writeFileSync(join(folder, '.gitkeep'), '')
    },
  }
}
