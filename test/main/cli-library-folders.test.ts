import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { reroll, scratchFolder } from './run-cli.ts'
import { paint } from './studio/paint.ts'

const scratch = scratchFolder()
const library = () => join(scratch.path, 'pictures')
const run = (...args: string[]) =>
  reroll(['library', ...args, '--folder', library()], { REROLL_CACHE: join(scratch.path, 'cache') })

describe('reroll library folders', () => {
  test('watches, lists and leaves folders, and their pictures are found by search', () => {
    mkdirSync(library())
    const comfy = join(scratch.path, 'output')
    const id = paint(join(comfy, 'a.png'), 1, 'an owl')
    const before = statSync(comfy).mtimeMs
    expect(run('folders').stdout).toBe('No folder is watched beside the library\n')
    expect(run('folders', 'add', comfy, '--name', 'Comfy').stdout).toBe(`Comfy  1 picture  ${comfy}\n`)
    expect(JSON.parse(run('folders', '--json').stdout)).toEqual({
      library: library(),
      folders: [{ folder: comfy, name: 'Comfy', pictures: 1, problem: null }],
    })
    const found = JSON.parse(run('search', 'in:comfy owl', '--json').stdout)
    expect(found).toMatchObject({ total: 1, pictures: [{ id, file: join(comfy, 'a.png') }] })
    expect(run('folders', 'add', library())).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/is the library itself/),
    })
    expect(run('folders', 'add')).toMatchObject({ status: 2, stderr: expect.stringMatching(/add DIR/) })
    expect(run('folders', 'remove', 'Comfy').stdout).toBe('No folder is watched beside the library\n')
    expect(run('search', 'owl', '--json').stdout).toMatch('"total":0')
    expect(statSync(comfy).mtimeMs).toBe(before)
  })
})
