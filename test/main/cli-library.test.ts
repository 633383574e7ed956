import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { encode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { encodePlain } from '#engine/png/picture-file.ts'
import { textChunk, withChunks } from '#shared/png/chunks.ts'
import { hide } from '../shared/pictures/encode.ts'
import { reroll, root, scratchFolder } from './run-cli.ts'
import { paint, pixels } from './studio/paint.ts'

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
    const found = (...args: string[]) => run('search', ...args, '--json')
    expect(JSON.parse(found('stars:5').stdout)).toMatchObject({
      total: 1,
      pictures: [{ stars: 5, prompt: 'a bird 2' }],
    })
    expect(JSON.parse(found('bird -stars:5').stdout).total).toBe(2)
    expect(
      JSON.parse(found('bird', '--sort', 'prompt').stdout).pictures.map((one: { seed: number }) => one.seed),
    ).toEqual([1, 2, 3])
    expect(run('search', 'stars:lots')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching('lots is no number'),
    })
    expect(run('list', '--sort', 'size')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching('largest'),
    })
    rmSync(join(scratch.path, 'cache'), { recursive: true })
    expect(run('rebuild').stdout).toMatch('3 pictures, 0 in the trash')
    expect(JSON.parse(run('list', '--json').stdout)).toEqual(listed)
    expect(readdirSync(join(scratch.path, 'pictures'))).not.toContain('.reroll-lock')
  })

  test('info tells how any picture was made, and what cannot be taken over', () => {
    const foreign = (name: string) => join(root, 'test/fixtures/foreign', name)
    const { status, stdout } = reroll(['library', 'info', foreign('comfyui.webp'), foreign('a1111.jpg')])
    expect(status).toBe(0)
    expect(stdout).toMatch(/comfyui\.webp: WEBP, 1 x 1\n {2}made by {4}ComfyUI\n {2}model {6}dreamshaper_8\n/)
    expect(stdout).toMatch(/\n {2}sampler {4}dpmpp_2m_sde\n {2}schedule {3}karras\n/)
    expect(stdout).toMatch('\n  loras      <lora:add_detail:0.7>\n  not taken over:\n    node 13 KSampler')
    expect(stdout).toMatch(/a1111\.jpg: JPEG, 1 x 1\n {2}made by {4}AUTOMATIC1111 or like it \(v1\.10\.1\)\n/)
    expect(stdout).toMatch('  negative   blurry,\n             lowres\n')

    const own = join(scratch.path, 'own.png')
    paint(own, 1, 'a bird')
    const [ours, theirs] = JSON.parse(
      reroll(['library', 'info', '--json', own, foreign('novelai.png')]).stdout,
    )
    expect(ours).toMatchObject({
      program: 'Reroll',
      told: null,
      unmapped: [],
      settings: { prompt: 'a bird', seed: 1 },
    })
    expect(theirs).toMatchObject({
      kind: 'png',
      program: 'NovelAI',
      settings: { sampler: 'euler_a', schedule: 'karras', seed: 3816166865 },
      told: { sampler: 'k_euler_ancestral', model: { name: 'NovelAI Diffusion V4.5 4BDE2A90' } },
    })
    expect(theirs.unmapped).toContainEqual({
      name: 'rng',
      value: 'not told',
      why: "whose random numbers a seed means: torch's on the CPU are taken",
    })
    expect(reroll(['library', 'info'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^Name the pictures/),
    })
    expect(reroll(['library', 'info', join(root, 'package.json')])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^package\.json is not a PNG file, nor JPEG or WebP/),
    })
  })

  test('info finds what is hidden in the opacity, where nothing is said openly', () => {
    const text = 'a moth\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 3, Size: 64x96'
    const { width, height, rgba } = hide('stealth_pngcomp', gzipSync(text))
    const file = join(scratch.path, 'hidden.png')
    writeFileSync(file, encode({ width, height, data: rgba, channels: 4 }))
    expect(JSON.parse(reroll(['library', 'info', '--json', file]).stdout)).toMatchObject([
      { width: 64, height: 96, settings: { prompt: 'a moth', seed: 3, sampler: 'euler' } },
    ])
    writeFileSync(file, encode({ width, height, data: rgba.fill(255), channels: 4 }))
    expect(reroll(['library', 'info', file])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^hidden\.png does not say how it was made/),
    })
  })

  test('what a picture says does not steer the terminal', () => {
    const file = join(scratch.path, 'x.png')
    writeFileSync(file, withChunks(encodePlain(pixels(1)), [textChunk('parameters', 'a \x1b[2Jbird\x9b2J')]))
    expect(reroll(['library', 'info', file]).stdout).toMatch('prompt     a \ufffd[2Jbird\ufffd2J\n')
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

describe('reroll library search by what pictures show', () => {
  const draw = (name: string, prompt: string, seed: string) =>
    reroll([
      'generate',
      prompt,
      '--seed',
      seed,
      '--steps',
      '8',
      '--out',
      join(scratch.path, 'pictures', `${name}.png`),
    ])

  test('with the shipped scorer, without a window', { timeout: 60_000 }, () => {
    for (const [n, subject] of ['a red bird', 'a blue castle', 'a yellow flower'].entries())
      expect(draw(`${n}`, subject, String(n + 1)).status).toBe(0)
    const first = run('search', 'like:"a blue castle"')
    expect(first.stderr).toMatch('3 of 3 pictures were not looked at yet; --embed does so')
    expect(first.stdout).toMatch(/^0 pictures/)
    const found = (query: string, ...more: string[]) => {
      const { pictures } = JSON.parse(run('search', query, '--json', ...more).stdout)
      return pictures.map(({ prompt, id, match }: { prompt: string; id: string; match: number }) => ({
        prompt,
        id,
        match,
      }))
    }
    const [best, ...others] = found('like:"a blue castle"', '--embed')
    expect(best.prompt).toBe('a blue castle')
    expect(others).toHaveLength(2)
    expect(best.match).toBeGreaterThan(others[0].match)
    expect(run('search', 'like:"a red bird"').stdout).toMatch(/^0\.\d{3} {2}\S+ \S+ {2}\w{8} .*0\.png\n/)
    const [self] = found(`like:${best.id.slice(0, 8)}`)
    expect(self).toMatchObject({ prompt: 'a blue castle', match: expect.closeTo(1, 3) })
    expect(found('unlike:"a blue castle"').at(-1).prompt).toBe('a blue castle')
    expect(found('score:>0').length).toBeGreaterThan(0)
    expect(run('search', 'like:00000000')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching('There is no picture 00000000'),
    })
  })
})
