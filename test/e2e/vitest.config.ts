import { defineConfig } from 'vitest/config'

/** A browser and a real window, one after the other: they would only take each other's time. */
export default defineConfig({
  test: {
    globalSetup: ['test/build-first.ts', 'test/e2e/xvfb.ts'],
    include: ['test/e2e/**/*.spec.ts', 'test/electron/**/*.spec.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    fileParallelism: false,
  },
})
