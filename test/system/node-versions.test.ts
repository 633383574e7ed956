import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const cli = resolve(import.meta.dirname, '../../dist/reroll.mjs')
const scratch = mkdtempSync(join(tmpdir(), 'reroll-nodes-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const nodes = [process.execPath, ...(process.env.REROLL_NODES ?? '').split(delimiter).filter(Boolean)]
const draw = (node: string) => {
  const out = join(scratch, 'bird.png')
  const { stdout, stderr, status } = spawnSync(
    node,
    [cli, 'generate', 'a red bird', '--seed', '7', '--steps', '4', '--out', out, '--json'],
    { encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return JSON.parse(stdout).sha256 as string
}

test('at least one other version is at hand', () => expect(nodes.length).toBeGreaterThan(1))

test.each(nodes)('%s draws the same file', node => {
  expect(draw(node)).toBe(draw(process.execPath))
})
