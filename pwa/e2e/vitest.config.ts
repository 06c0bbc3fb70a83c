import { defineConfig } from 'vitest/config'

/** The browser journeys: two phones at a time. Time ends a journey that hangs; it judges nobody. */
export default defineConfig({
  cacheDir: `${import.meta.dirname}/../node_modules/.vite-e2e`,
  test: {
    root: import.meta.dirname,
    include: ['journeys/*.journey.ts'],
    globalSetup: ['world/register.ts'],
    maxWorkers: 2,
    // Phones share nothing anyhow; the browser's driver is loaded once.
    isolate: false,
    testTimeout: 150_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
