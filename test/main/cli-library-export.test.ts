import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ended, reroll, scratchFolder, start } from './run-cli.ts'
import { paint } from './studio/paint.ts'
import { until } from './studio/scratch.ts'

const scratch = scratchFolder()
const folder = () => join(scratch.path, 'pictures')
const run = (...args: string[]) =>
  reroll(['library', 'export', ...args, '--folder', folder()], { REROLL_CACHE: join(scratch.path, 'cache') })

describe('reroll library export', () => {
  test('writes what is asked for, as the built program does it', () => {
    const [a] = [1, 2, 3].map(n => paint(join(folder(), `${n}.png`), n, n === 3 ? 'a fox' : 'a bird', 32))
    const to = join(scratch.path, 'out')
    expect(run('--to', to, '--search', 'bird', '--format', 'jpg', '--quality', '80')).toMatchObject({
      status: 0,
      stdout: `2 pictures written to ${to}\n`,
      stderr: '',
    })
    expect(readdirSync(to).sort()).toEqual(['1.jpg', '2.jpg'])
    const info = reroll(['library', 'info', '--json', join(to, '1.jpg')])
    expect(JSON.parse(info.stdout)).toMatchObject([
      { kind: 'jpeg', program: 'Reroll', settings: { seed: 1 } },
    ])
    const avif = join(scratch.path, 'avif')
    const json = run('--to', avif, '--ids', a!.slice(0, 8), '--format', 'avif', '--json')
    expect(JSON.parse(json.stdout)).toEqual({ to: avif, written: 1, problems: [] })
    expect(readFileSync(join(avif, '1.avif')).subarray(4, 12).toString('latin1')).toBe('ftypavif')
    const gallery = join(scratch.path, 'gallery')
    expect(run('--to', gallery, '--gallery', '--sheet', '--format', 'webp').status).toBe(0)
    expect(readdirSync(gallery)).toContain('contact-sheet.png')
  })

  test('says what is wrong in one sentence', () => {
    mkdirSync(folder())
    paint(join(folder(), '1.png'), 1)
    const to = join(scratch.path, 'out')
    const refused: [string[], RegExp][] = [
      [[], /^Say where to/],
      [['--to', to, '--format', 'bmp'], /^--format must be one of png, webp, jpeg, avif/],
      [['--to', to, '--quality', '80'], /^--quality needs --format/],
      [['--to', to, '--format', 'webp', '--quality', '0'], /^--quality must be a whole number from 1 to 100/],
      [['--to', to, 'bird'], /^"bird" means nothing here/],
      [['--to', to, '--ids', 'ffff'], /^There is no picture ffff/],
      [['--to', to, '--ids', 'ff', '--starred'], /^--ids names the pictures/],
      [['--to', to, '--search', 'whale'], /^There is nothing to export/],
    ]
    for (const [args, sentence] of refused)
      expect(run(...args)).toMatchObject({ status: 2, stderr: expect.stringMatching(sentence) })
    expect(run('--to', to, '--help').stdout).toMatch('reroll library export --to FOLDER|FILE.zip')
    expect(readdirSync(scratch.path).sort()).toEqual(['cache', 'pictures'])
  })

  test('Ctrl-C leaves nothing', async () => {
    for (let n = 0; n < 60; n++) paint(join(folder(), `${n}.png`), n, 'a bird', 200)
    process.env.REROLL_CACHE = join(scratch.path, 'cache')
    const child = start([
      'library',
      'export',
      '--to',
      join(scratch.path, 'out'),
      '--format',
      'avif',
      '--folder',
      folder(),
    ])
    const end = ended(child)
    delete process.env.REROLL_CACHE
    const stage = () => readdirSync(scratch.path).find(name => name.endsWith('.reroll-export'))
    await until(() => stage() && readdirSync(join(scratch.path, stage()!)).length > 0, 30_000)
    child.kill('SIGINT')
    expect(await end).toMatchObject({ status: 130, stdout: '' })
    expect(readdirSync(scratch.path).sort()).toEqual(['cache', 'pictures'])
  })
})
