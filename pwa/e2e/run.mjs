/** Runs a script of this folder that is written in TypeScript: `node e2e/run.mjs measure`. */
import { runnerImport } from 'vite'

const { module } = await runnerImport(new URL(`${process.argv[2]}.ts`, import.meta.url).pathname, { configFile: false, logLevel: 'error' })
await module.default(...process.argv.slice(3))
