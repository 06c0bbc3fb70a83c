/** One register for all journeys, looked over when they are done. */
import type { TestProject } from 'vitest/node'
import { newFolder, startProgram } from './program'
import { numbersIn } from './witness'

declare module 'vitest' {
  interface ProvidedContext {
    origin: string
  }
}

/** Starts the register, tells the journeys where it is, and ends it after them. */
export default async function setup(project: TestProject) {
  const program = await startProgram(newFolder())
  project.provide('origin', program.origin)
  return async () => {
    await program.remove()
    const log = program.log()
    const numbers = numbersIn(log)
    if (numbers.length > 0) throw new Error(`the log holds ${numbers.length} numbers of persons`)
    if (/"level":"ERROR"/.test(log)) throw new Error(`the register has logged errors:\n${log}`)
  }
}
