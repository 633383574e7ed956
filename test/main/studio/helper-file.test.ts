import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { helperFile } from '#main/studio/helper-file.ts'
import { scratchFolder } from './scratch.ts'

const scratch = scratchFolder()
const at = (name: string) => join(scratch.path, name)
const found = () => helperFile('work', './source/work.ts', pathToFileURL(at('host.mjs')).href)
const built = process.env.REROLL_BUILT
beforeEach(() => {
  mkdirSync(at('source'))
  mkdirSync(at('built'))
  process.env.REROLL_BUILT = at('built')
})
afterEach(() => {
  if (built === undefined) delete process.env.REROLL_BUILT
  else process.env.REROLL_BUILT = built
})

test('what lies beside the host comes before what is built elsewhere, and that before the source', () => {
  expect(found()).toBeNull()
  for (const name of ['source/work.ts', 'built/work.mjs', 'work.mjs']) {
    writeFileSync(at(name), '')
    expect(found()).toBe(at(name))
  }
})

test('without a folder of built ones it is the source', () => {
  writeFileSync(at('source/work.ts'), '')
  writeFileSync(at('built/work.mjs'), '')
  delete process.env.REROLL_BUILT
  expect(found()).toBe(at('source/work.ts'))
})
