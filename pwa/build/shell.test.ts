import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { filesOf, shellOf } from './shell.ts'

/** A folder of build output. */
function built(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'ciaw-shell-'))
  mkdirSync(join(folder, 'assets'))
  mkdirSync(join(folder, 'icons'))
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
  return folder
}

const app = {
  'index.html': '<html>',
  'sw.js': 'old worker',
  '.gitkeep': '',
  'manifest.webmanifest': '{}',
  'icons/icon.svg': '<svg>',
  'icons/icon-512.png': 'png',
  'assets/index-1.js': 'code',
  'assets/index-1.js.br': 'small code',
  'assets/zxing-1.wasm': 'decoder',
}

test('the app is kept, without compressed copies, its own worker and large icons', () => {
  const shell = shellOf(filesOf(built(app)))
  expect(shell.files).toEqual(['/', '/assets/index-1.js', '/icons/icon.svg', '/manifest.webmanifest'])
  expect(shell.decoder).toEqual(['/assets/zxing-1.wasm'])
})

test('the version changes with any file, and with nothing else', () => {
  const version = (files: Record<string, string>) => shellOf(filesOf(built(files))).version
  expect(version(app)).toBe(version({ ...app, 'sw.js': 'new worker', 'assets/index-1.js.br': 'smaller code' }))
  expect(version(app)).not.toBe(version({ ...app, 'index.html': '<html lang=en>' }))
})
