import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ended, reroll, scratchFolder, start } from './run-cli.ts'
import { paint, paintPlain } from './studio/paint.ts'
import { until } from './studio/scratch.ts'

const scratch = scratchFolder()
const folder = () => join(scratch.path, 'pictures')
const run = (...args: string[]) =>
  reroll(['library', ...args, '--folder', folder()], { REROLL_CACHE: join(scratch.path, 'cache') })

describe('reroll library import', () => {
  test('says what came, what was there, and what is no picture', () => {
    const from = join(scratch.path, 'from')
    for (let n = 0; n < 3; n++) paint(join(from, `${n}.png`), n)
    writeFileSync(join(from, 'x.jpg'), 'Dear diary')
    const first = run('import', from)
    expect(first).toMatchObject({ status: 0, stderr: '' })
    expect(first.stdout).toMatch(/x\.jpg is no PNG, JPEG or WebP picture.*\n3 pictures imported\n1 not taken/)
    expect(JSON.parse(run('import', from, '--json').stdout)).toMatchObject({ found: 4, added: [], known: 3 })
    expect(run('import', from, '--move').stdout).toMatch(
      /0 pictures imported\n3 there already.*; left where they were/,
    )
    expect(readdirSync(from)).toHaveLength(4)
    paintPlain(join(from, '9.png'), 9)
    expect(run('import', from, '--move').stdout).toMatch('1 picture imported')
    expect(existsSync(join(from, '9.png'))).toBe(false)
    expect(run('list').stdout).toMatch('4 pictures in')
  })

  test('says what is wrong in one sentence', () => {
    mkdirSync(folder())
    expect(run('import')).toMatchObject({ status: 2, stderr: expect.stringMatching(/^Name what to import/) })
    expect(run('import', '/no/such')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^Cannot read/),
    })
    expect(run('import', '--mvoe', '/tmp')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/--move/),
    })
    writeFileSync(join(scratch.path, 'x.png'), 'Dear diary')
    expect(run('import', join(scratch.path, 'x.png'))).toMatchObject({ status: 2 })
    mkdirSync(join(scratch.path, 'empty'))
    expect(run('import', join(scratch.path, 'empty')).stdout).toMatch(
      'There are no PNG, JPEG or WebP files there',
    )
  })

  test('Ctrl-C ends it between files, and it goes on where it was', async () => {
    const from = join(scratch.path, 'from')
    for (let n = 0; n < 600; n++) paintPlain(join(from, `${n}.png`), n)
    process.env.REROLL_CACHE = join(scratch.path, 'cache')
    const child = start(['library', 'import', from, '--folder', folder()])
    const end = ended(child)
    const taken = () => (existsSync(join(folder(), '.incoming')) ? run('list', '--json').stdout : '')
    await until(() => existsSync(join(folder(), '.incoming')), 20_000)
    child.kill('SIGINT')
    const { status, stdout, stderr } = await end
    delete process.env.REROLL_CACHE
    expect({ status, stderr }).toEqual({
      status: 130,
      stderr: 'Cancelled; nothing half-done was left behind\n',
    })
    const imported = Number(/(\d+) pictures? imported/.exec(stdout)?.[1])
    expect(imported).toBeLessThan(600)
    expect(readdirSync(join(folder(), '.incoming'))).toEqual([])
    expect(JSON.parse(taken()).total).toBe(imported)
    expect(JSON.parse(run('import', from, '--json').stdout).added).toHaveLength(600 - imported)
  })
})
