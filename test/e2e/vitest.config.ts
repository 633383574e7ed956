import { defineConfig } from 'vitest/config'
import { testEnvironment } from '../environment.ts'
import { LongestFirst } from './longest-first.ts'

// The served studio is started dozens of times from the same few files.
const { NODE_COMPILE_CACHE, REROLL_SHIPPED } = testEnvironment

/** A browser and a real window, two files at a time: much of it is waiting. */
export default defineConfig({
  test: {
    globalSetup: ['test/build-first.ts', 'test/e2e/starter-samples.ts', 'test/e2e/xvfb.ts'],
    include: ['test/e2e/**/*.spec.ts', 'test/electron/**/*.spec.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
    // A real browser on a busy machine: what only passes at its second try is told as such by the reporter.
    retry: process.env.CI ? 1 : 0,
    sequence: { sequencer: LongestFirst },
    env: { NODE_COMPILE_CACHE, REROLL_SHIPPED },
  },
})
