import { defineConfig } from 'vitest/config'

/** The browser journeys: two phones at a time, each journey within a minute. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['journeys/*.journey.ts'],
    globalSetup: ['world/register.ts'],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 30_000,
  },
})
