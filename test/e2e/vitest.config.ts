import { defineConfig } from 'vitest/config'

/** A browser and a real window, two files at a time: much of it is waiting. */
export default defineConfig({
  test: {
    globalSetup: ['test/build-first.ts', 'test/e2e/xvfb.ts'],
    include: ['test/e2e/**/*.spec.ts', 'test/electron/**/*.spec.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
  },
})
