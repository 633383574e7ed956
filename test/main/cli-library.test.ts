import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { reroll, scratchFolder } from './run-cli.ts'
import { paint } from './studio/paint.ts'

const scratch = scratchFolder()
const run = (...args: string[]) =>
  reroll(['library', ...args, '--folder', join(scratch.path, 'pictures')], {
    REROLL_CACHE: join(scratch.path, 'cache'),
  })

describe('reroll library', () => {
  test('lists, and makes the index anew from the files alone', () => {
    const ids = [1, 2, 3].map(n => paint(join(scratch.path, 'pictures', `${n}.png`), n, `a bird ${n}`))
    writeFileSync(
      join(scratch.path, 'pictures', '2.png.json'),
      JSON.stringify({ format: 1, starred: true, note: 'for Ada', created: 5 }),
    )
    const listed = JSON.parse(run('--json').stdout)
    expect(new Set(listed.pictures.map(({ id }: { id: string }) => id))).toEqual(new Set(ids))
    expect(run('list', '--starred').stdout).toMatch(/2\.png\n1 picture in /)
    expect(run('list', '--search', 'ada').stdout).toMatch(/2\.png\n1 picture in /)
    rmSync(join(scratch.path, 'cache'), { recursive: true })
    expect(run('rebuild').stdout).toMatch('3 pictures, 0 in the trash')
    expect(JSON.parse(run('list', '--json').stdout)).toEqual(listed)
    expect(readdirSync(join(scratch.path, 'pictures'))).not.toContain('.reroll-lock')
  })

  test('says what is wrong in one sentence', () => {
    expect(run()).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^The library folder .* cannot be found/),
    })
    mkdirSync(join(scratch.path, 'pictures'))
    expect(run('list')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^0 pictures in/) })
    expect(run('lst')).toMatchObject({ status: 2 })
    expect(run('list', '--limit', '0')).toMatchObject({ status: 2 })
    expect(run('--help').stdout).toMatch('reroll library rebuild')
  })
})
