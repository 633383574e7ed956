import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { testEnvironment } from './test/environment.ts'

const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map(name => join('test', name).replaceAll('\\', '/'))
  .filter(name => name.endsWith('.test.ts') && !/^test\/(system|package)\//.test(name))

/** What changes the process it runs in: these get one of their own, the others share theirs and what they imported. */
const changesItsWorld = (file: string) =>
  /\bvi\.(?!fn\b)|process\.env\.\w+ =|delete process\.env|process\.chdir|\bglobalThis\.\w+ =/.test(
    readFileSync(file, 'utf8'),
  )

const common = { testTimeout: 60_000, hookTimeout: 60_000, env: testEnvironment }

export default defineConfig({
  test: {
    globalSetup: ['test/build-first.ts'],
    // One more than vitest would take: many tests wait for another process.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      {
        test: {
          ...common,
          name: 'shared',
          include: files.filter(file => !changesItsWorld(file)),
          isolate: false,
        },
      },
      { test: { ...common, name: 'alone', include: files.filter(changesItsWorld) } },
    ],
  },
})
