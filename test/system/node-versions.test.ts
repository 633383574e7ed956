import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, relative, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const scratch = mkdtempSync(join(tmpdir(), 'reroll-nodes-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const nodes = [process.execPath, ...(process.env.REROLL_NODES ?? '').split(delimiter).filter(Boolean)]
const draw = (node: string, cli: string, model: string) => {
  const out = join(scratch, 'bird.png')
  const { stdout, stderr, status } = spawnSync(
    node,
    [cli, 'generate', 'a red bird', '--seed', '7', '--steps', '4', '--model', model, '--out', out, '--json'],
    { encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return JSON.parse(stdout).sha256 as string
}

test('at least one other version is at hand', () => expect(nodes.length).toBeGreaterThan(1))

// Half precision too: newer versions have a Float16Array, older ones do not.
describe.each(['models/picturebook', 'test/fixtures/tiny-sd-fp16'])('%s', model => {
  const drawn = (node: string) => draw(node, join(root, 'dist/reroll.mjs'), join(root, model))
  test.each(nodes)('%s draws the same file', node => expect(drawn(node)).toBe(drawn(process.execPath)))
})

/** npm's own program, so that each version of Node can run it. */
const npm = (() => {
  const { stdout } = spawnSync('npm', ['root', '-g'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  return join(stdout.trim(), 'npm/bin/npm-cli.js')
})()
/** What a build needs of the working tree; the rest is large. */
const needed = (path: string) => !/^(node_modules|dist|\.git|training|bench|test)$/.test(relative(root, path))

test.skipIf(!existsSync(npm)).each(nodes)(
  '%s installs a clone with npm ci and draws with it',
  { timeout: 600_000 },
  node => {
    const clone = join(scratch, 'clone')
    rmSync(clone, { recursive: true, force: true })
    cpSync(root, clone, { recursive: true, filter: needed })
    const path = [dirname(node), process.env.PATH].join(delimiter)
    const { status, stdout, stderr } = spawnSync(node, [npm, 'ci', '--prefer-offline'], {
      cwd: clone,
      encoding: 'utf8',
      env: { ...process.env, PATH: path },
    })
    expect(`${stdout}${stderr}`).not.toMatch(/npm error/)
    expect(status).toBe(0)
    expect(readFileSync(join(clone, 'dist/reroll.mjs'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    const shipped = join(clone, 'models/picturebook')
    expect(draw(node, join(clone, 'dist/reroll.mjs'), shipped)).toBe(
      draw(process.execPath, join(root, 'dist/reroll.mjs'), join(root, 'models/picturebook')),
    )
  },
)
