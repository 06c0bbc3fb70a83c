/** Firefox without a window, over Marionette: its WebDriver, spoken over a socket. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Browser, type Command } from './webdriver'

const program = process.env.CIAW_FIREFOX ?? '/usr/bin/firefox-esr'

/** What Marionette calls WebDriver's commands. */
const names: Record<Command, string> = {
  navigate: 'WebDriver:Navigate',
  find: 'WebDriver:FindElement',
  click: 'WebDriver:ElementClick',
  type: 'WebDriver:ElementSendKeys',
  run: 'WebDriver:ExecuteScript',
}

/** Opens Firefox, in English. */
export async function openFirefox(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'ciaw-firefox-'))
  writeFileSync(join(profile, 'user.js'), preferences())
  const child = spawn(program, ['--headless', '--marionette', '--no-remote', '--profile', profile], { stdio: 'ignore', env: { ...process.env, HOME: profile } })
  const stop = async () => {
    await ended(child)
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
  try {
    const marionette = new Marionette(createConnection(await listening(child, profile), '127.0.0.1'))
    await marionette.ask('WebDriver:NewSession')
    await marionette.ask('WebDriver:SetWindowRect', { width: 450, height: 800 })
    return new Browser((command, parameters) => marionette.ask(names[command], parameters), stop)
  } catch (error) {
    await stop()
    throw error
  }
}

/** Any free port, no calls home. */
function preferences(): string {
  const set = {
    'marionette.port': 0,
    'intl.accept_languages': 'en',
    'services.settings.server': 'data:,',
    'app.normandy.enabled': false,
    'app.update.auto': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'toolkit.telemetry.server': 'data:,',
    'browser.safebrowsing.malware.enabled': false,
    'browser.safebrowsing.phishing.enabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
  }
  return Object.entries(set).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join('')
}

/** Waits until Firefox has written where it listens. */
async function listening(child: ChildProcess, profile: string): Promise<number> {
  let gone: Error | undefined
  child.once('error', (error) => (gone = error))
  child.once('exit', (code) => (gone = new Error(`ended with ${code}`)))
  for (let attempt = 0; attempt < 300; attempt++) {
    if (gone) throw new Error(`${program} cannot be used`, { cause: gone })
    try {
      const port = Number(readFileSync(join(profile, 'MarionetteActivePort'), 'utf8'))
      if (port > 0) return port
    } catch {
      // Not yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${program} does not listen`)
}

/** A message of Marionette: request 0 or answer 1, number, name or error, parameters or result. */
type Answer = [1, number, { error: string; message: string } | null, unknown]

interface Asked {
  resolve: (value: unknown) => void
  reject: (error: Error) => void
}

/** The protocol: `length:JSON`, the length in bytes. */
class Marionette {
  private readonly asked = new Map<number, Asked>()
  private received: Buffer = Buffer.alloc(0)
  private last = 0

  constructor(private readonly socket: Socket) {
    socket.on('data', (data) => this.take(data))
    socket.on('error', (error) => this.breakOff(error))
    socket.on('close', () => this.breakOff(new Error('Firefox is gone')))
  }

  /** Sends a command and waits for its value. */
  ask(name: string, parameters: object = {}): Promise<unknown> {
    const number = ++this.last
    const message = JSON.stringify([0, number, name, parameters])
    return new Promise((resolve, reject) => {
      this.asked.set(number, { resolve, reject })
      this.socket.write(`${Buffer.byteLength(message)}:${message}`)
    })
  }

  private take(data: Buffer): void {
    this.received = Buffer.concat([this.received, data])
    for (;;) {
      const colon = this.received.indexOf(':')
      if (colon < 0) return
      const end = colon + 1 + Number(this.received.toString('latin1', 0, colon))
      if (this.received.length < end) return
      const message = JSON.parse(this.received.toString('utf8', colon + 1, end)) as Answer | object
      this.received = this.received.subarray(end)
      // Firefox greets before it is asked.
      if (Array.isArray(message)) this.settle(message as Answer)
    }
  }

  private settle([, number, error, result]: Answer): void {
    const asked = this.asked.get(number)
    this.asked.delete(number)
    if (error) asked?.reject(new Error(`${error.error}: ${error.message}`))
    else asked?.resolve(valueOf(result))
  }

  private breakOff(error: Error): void {
    for (const { reject } of this.asked.values()) reject(error)
    this.asked.clear()
  }
}

function valueOf(result: unknown): unknown {
  return typeof result === 'object' && result !== null && 'value' in result ? result.value : result
}

/** Ends it and waits until it is gone. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await gone
}
