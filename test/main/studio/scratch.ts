import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'

/** A new folder for each test of the file that calls this. */
export function scratchFolder(): { readonly path: string } {
  const scratch = { path: '' }
  beforeEach(() => {
    scratch.path = mkdtempSync(join(tmpdir(), 'reroll-studio-'))
  })
  afterEach(() => rmSync(scratch.path, { recursive: true, force: true }))
  return scratch
}

/** One for all tests of the file. */
export function scratchFolderOnce(): { readonly path: string } {
  const scratch = { path: '' }
  beforeAll(() => {
    scratch.path = mkdtempSync(join(tmpdir(), 'reroll-studio-'))
  })
  afterAll(() => rmSync(scratch.path, { recursive: true, force: true }))
  return scratch
}

/** Waits until `check` gives something, at most `ms`. */
export async function until<T>(check: () => T | Promise<T>, ms = 5000): Promise<NonNullable<T>> {
  const end = performance.now() + ms
  for (;;) {
    const value = await check()
    if (value) return value
    if (performance.now() > end) throw new Error('Waited in vain')
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
