/** The real program with demo data on a folder of its own. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** A register that is running. */
export interface Program {
  /** Where it answers, as `http://localhost:PORT`. */
  origin: string
  port: number
  /** The folder of its data. */
  data: string
  /** What it has logged until now. */
  log(): string
  /** Ends it; its data stays. */
  stop(): Promise<void>
  /** Ends it and throws its data away. */
  remove(): Promise<void>
}

const program = resolve(process.env.CIAW_PROGRAM ?? join(import.meta.dirname, '../../../bin/ciaw'))

/** A new folder for the data of a register. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'ciaw-journeys-'))
}

/** Has the operator give a command to a register that may be running, with what it reads from its input. */
export function operate(data: string, input: string, ...command: string[]): void {
  const { status, stderr } = spawnSync(program, [...command, '--data', data], { input, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command.join(' ')}: ${stderr}`)
}

/** Starts the program, on a free port unless told, without rate limits: all journeys come from one address. */
export async function startProgram(data: string, port = 0, ...more: string[]): Promise<Program> {
  const child = spawn(program, ['serve', '--demo', '--open-companies', '--addr', `127.0.0.1:${port}`, '--data', data, '--limits', '0', ...more])
  // A script that breaks off leaves nothing running.
  const kill = () => child.kill()
  process.once('exit', kill)
  let log = ''
  child.stderr.on('data', (text) => (log += text))
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  void ended.then(() => process.off('exit', kill))
  const origin = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.on('error', reject)
    child.on('close', () => reject(new Error(`${program} ended:\n${log}`)))
    child.stdout.on('data', (text) => {
      said += text
      const at = /http:\/\/localhost:\d+/.exec(said)
      if (at) resolve(at[0])
    })
  })
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  const remove = async () => {
    await stop()
    rmSync(data, { recursive: true, force: true })
  }
  return { origin, port: Number(new URL(origin).port), data, log: () => log, stop, remove }
}
