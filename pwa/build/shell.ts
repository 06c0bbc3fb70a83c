/**
 * What the service worker must hold so that the app starts without network.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** One built file: its path on the site and what changes when it does. */
export interface BuiltFile {
  path: string
  hash: string
}

/** The list the service worker is built with. */
export interface Shell {
  /** Changes with every build that differs. */
  version: string
  /** PresenceRecord at installation; the app does not start without them. The system keeps the icons itself. */
  files: string[]
  /** PresenceRecord at installation when the phone cannot read codes by itself. */
  decoder: string[]
}

/** All files below a folder of build output, sorted, without the compressed copies. */
export function filesOf(folder: string): BuiltFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^\.|\.(br|gz)$|^sw\.js$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({
      path: '/' + relative(folder, file).replaceAll('\\', '/'),
      hash: createHash('sha256').update(readFileSync(file)).digest('hex'),
    }))
}

/** Splits built files into what every phone keeps and what only some need. */
export function shellOf(files: BuiltFile[]): Shell {
  const version = createHash('sha256').update(files.map((file) => file.path + file.hash).join('\n')).digest('hex')
  const paths = files.map((file) => file.path).filter((path) => path !== '/index.html' && !/^\/icons\/.*\.png$/.test(path))
  return {
    version: version.slice(0, 12),
    files: ['/', ...paths.filter((path) => !path.endsWith('.wasm'))],
    decoder: paths.filter((path) => path.endsWith('.wasm')),
  }
}
