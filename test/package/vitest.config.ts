import { defineConfig } from 'vitest/config'

/** The package is built once; every test looks at the same folder. */
export default defineConfig({
  test: {
    globalSetup: ['test/build-first.ts', 'test/package/pack-first.ts', 'test/e2e/xvfb.ts'],
    include: ['test/package/**/*.test.ts', 'test/package/**/*.spec.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
  },
})
