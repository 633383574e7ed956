import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dependencies } from './dependencies.ts'

const root = resolve(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const manifest = JSON.parse(read('package.json')) as {
  dependencies: Record<string, string>
  allowScripts: Record<string, boolean>
}

/** Under which the program's parts may be passed on with it. MPL is for files that we do not change. */
const licences = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'MPL-2.0',
  'OFL-1.1',
  '(MIT OR CC0-1.0)',
  '(MIT AND Zlib)',
]

describe('what the program is made of', () => {
  const shipped = dependencies(true)

  test('lies under licences that let it be passed on', () => {
    expect(shipped.length).toBeGreaterThan(Object.keys(manifest.dependencies).length)
    expect(shipped.filter(({ licence }) => !licences.includes(licence))).toEqual([])
  })

  test('runs no script when it is installed: two have one, and both are off', () => {
    const withScripts = shipped.filter(({ scripts }) => scripts.length)
    expect(Object.fromEntries(withScripts.map(({ name, scripts }) => [name, scripts]))).toEqual({
      // Looks whether the library that it brings fits, else compiles it; downloads nothing.
      '@photostructure/sqlite': ['node-gyp-build'],
      // Would download CUDA's provider; .npmrc says no as well.
      'onnxruntime-node': ['node ./script/install'],
    })
    for (const { name } of withScripts) expect([name, manifest.allowScripts[name]]).toEqual([name, false])
    expect(read('.npmrc')).toMatch(/^onnxruntime-node-install=skip$/m)
  })
})

describe('what it is built with', () => {
  const all = dependencies(false)

  test('is all named among the scripts that may run, or may not', () => {
    const named = all.filter(({ scripts }) => scripts.length).map(({ name }) => name)
    expect(named.filter(name => !(name in manifest.allowScripts))).toEqual([])
    // The Node that the tests run on, which comes from the registry itself.
    expect(Object.entries(manifest.allowScripts).filter(([, may]) => may)).toEqual([['node', true]])
  })

  test('comes from the registry, with a sum', () => {
    expect(all.filter(({ from, integrity }) => from || !integrity.startsWith('sha512-'))).toEqual([])
  })

  test('the Electron that is pinned is the one that docs/security.md names', () => {
    const { version } = all.find(({ name }) => name === 'electron')!
    expect(read('docs/security.md')).toContain(`Electron ${version}`)
  })
})
