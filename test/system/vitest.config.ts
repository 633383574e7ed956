import { defineConfig } from 'vitest/config'
import { testEnvironment } from '../environment.ts'

const { REROLL_SHIPPED } = testEnvironment

/** Tests that need something of the machine; test/run.ts runs them where it is there. */
export default defineConfig({
  test: {
    globalSetup: ['test/build-first.ts'],
    include: ['test/system/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    env: { REROLL_SHIPPED },
  },
})
