/** Safari's engine: Debian's WebKitGTK, on a screen that nobody sees. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Browser, type Command } from './webdriver'

const miniBrowser = process.env.CIAW_WEBKIT ?? '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser'

/** Opens WebKit, in English: it knows no other language than the machine. */
export async function openWebKit(): Promise<Browser> {
  const home = mkdtempSync(join(tmpdir(), 'ciaw-webkit-'))
  const screen = await startScreen()
  const port = await freePort()
  const driver = spawn('WebKitWebDriver', ['--host=127.0.0.1', `--port=${port}`], {
    // The sandbox of its processes wants rights that a container does not give.
    env: { ...process.env, ...places(home), DISPLAY: screen.display, GDK_BACKEND: 'x11', LC_ALL: 'C.UTF-8', MESA_SHADER_CACHE_DISABLE: 'true', WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
    stdio: 'ignore',
  })
  const stop = async () => {
    await Promise.all([ended(driver), ended(screen.process)])
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
  try {
    const session = await newSession(`http://127.0.0.1:${port}`, driver)
    const send = (command: Command, parameters: { id?: string } = {}) => ask('POST', session + paths[command](parameters.id), parameters)
    return new Browser(send, () => ask('DELETE', session).then(stop, stop))
  } catch (error) {
    await stop()
    throw error
  }
}

/** Where WebDriver's commands live. */
const paths: Record<Command, (element?: string) => string> = {
  navigate: () => '/url',
  find: () => '/element',
  click: (element) => `/element/${element}/click`,
  type: (element) => `/element/${element}/value`,
  run: () => '/execute/sync',
}

/** Nothing of an earlier visit, nothing left behind. */
function places(home: string): Record<string, string> {
  return { HOME: home, XDG_RUNTIME_DIR: home, XDG_CACHE_HOME: join(home, 'cache'), XDG_DATA_HOME: join(home, 'data'), XDG_CONFIG_HOME: join(home, 'config') }
}

async function newSession(origin: string, driver: ChildProcess): Promise<string> {
  let gone: Error | undefined
  driver.once('error', (error) => (gone = error))
  driver.once('exit', (code) => (gone = new Error(`WebKitWebDriver ended with ${code}`)))
  const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] } } }
  for (let attempt = 0; attempt < 100; attempt++) {
    if (gone) throw new Error('WebKitWebDriver (webkit2gtk-driver) cannot be used', { cause: gone })
    try {
      const { sessionId } = (await ask('POST', `${origin}/session`, { capabilities })) as { sessionId: string }
      return `${origin}/session/${sessionId}`
    } catch (error) {
      // It does not listen yet.
      if (!(error instanceof TypeError)) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('WebKitWebDriver does not answer')
}

async function ask(method: string, url: string, body?: object): Promise<unknown> {
  const answer = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) })
  const { value } = (await answer.json()) as { value: unknown }
  if (!answer.ok) throw new Error(JSON.stringify(value))
  return value
}

/** A screen in memory, with a number that is free. */
async function startScreen(): Promise<{ display: string; process: ChildProcess }> {
  const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1024x900x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const display = await new Promise<string>((resolve, reject) => {
    screen.once('error', reject)
    screen.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)))
    screen.stdout.once('data', (number) => resolve(`:${String(number).trim()}`))
  })
  return { display, process: screen }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Ends a program and waits until it is gone. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await gone
}
