import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { encodePlain } from '#engine/png/picture-file.ts'
import { plain } from '#shared/generation.ts'
import { a1111Keyword, formatA1111, parseA1111 } from '#shared/png/a1111.ts'
import { internationalChunk, readTexts, textChunk, withChunks } from '#shared/png/chunks.ts'
import { reroll, root, scratchFolder } from './run-cli.ts'

const scratch = scratchFolder()
const at = (name: string) => join(scratch.path, name)
const tiny = join(root, 'test/fixtures/tiny-sd')
const draw = (name: string, ...args: string[]) => {
  const ran = reroll(['generate', '--model', tiny, '--out', at(name), '--json', ...args])
  expect(ran.stderr).toBe('')
  return { bytes: readFileSync(at(name)), report: JSON.parse(ran.stdout) }
}
const refused = (...args: string[]) => {
  const { status, stderr } = reroll(['generate', '--model', tiny, '--out', at('none.png'), ...args])
  expect(status).toBe(2)
  return stderr
}
const parent = () =>
  draw('parent.png', 'a fox', '--seed', '7', '--steps', '5', '--size', '64x64', '--sampler', 'DPM++ 2M')
const record = (bytes: Uint8Array) => JSON.parse(readTexts(bytes).get('reroll')!)

const kinds: Record<string, string[]> = {
  'another prompt': ['a castle'],
  'another guidance scale': ['--cfg', '3'],
  'another sampler': ['--sampler', 'Euler a'],
  'another seed': ['--seed', '8'],
  'another sampler die and a layout die': ['--die', 'sampler=3', '--die', 'layout=4'],
  'a variation, another negative prompt': [
    '--variation-strength',
    '0.3',
    '--variation-seed',
    '2',
    '--negative',
    'snow',
  ],
}

test.each(Object.keys(kinds))('%s from a step on: told in the file, the same bytes again from it', name => {
  const { bytes: before } = parent()
  const { bytes, report } = draw('child.png', '--from', at('parent.png'), '--branch', '3', ...kinds[name]!)
  expect(report).not.toHaveProperty('identical')
  const told = record(bytes).settings
  expect(told.parent).toBe(record(before).pixels)
  expect(told.past).toEqual([expect.objectContaining({ until: 3 })])
  expect(record(bytes).pixels).not.toBe(record(before).pixels)
  const again = draw('again.png', '--from', at('child.png'))
  expect(again.report.identical).toBe(true)
  expect(again.bytes.equals(bytes)).toBe(true)
})

test('a branch of a branch, and one with nothing changed', () => {
  const { bytes: before } = parent()
  draw('child.png', '--from', at('parent.png'), '--branch', '2', 'a castle')
  const { bytes } = draw('grandchild.png', '--from', at('child.png'), '--branch', '4', '--cfg', '2')
  const { settings } = record(bytes)
  expect(settings.past.map(({ until }: { until: number }) => until)).toEqual([2, 4])
  expect(settings).toMatchObject({ prompt: 'a castle', guidance: 2, past: [{ prompt: 'a fox' }, {}] })
  expect(draw('again.png', '--from', at('grandchild.png')).bytes.equals(bytes)).toBe(true)
  const same = record(draw('same.png', '--from', at('parent.png'), '--branch', '3').bytes)
  expect(same.pixels).toBe(record(before).pixels)
  expect(same.settings).not.toHaveProperty('past')
})

test('several of a branch share the way until then, and each can be drawn again alone', () => {
  parent()
  const ran = reroll([
    'generate',
    '--model',
    tiny,
    '--from',
    at('parent.png'),
    '--branch',
    '3',
    '--cfg',
    '2',
    '--batch',
    '3',
    '--out',
    at('some'),
    '--json',
  ])
  const { images } = JSON.parse(ran.stdout) as { images: { file: string; seed: number }[] }
  expect(images.map(({ seed }) => seed)).toEqual([7, 8, 9])
  for (const { file } of images) {
    const bytes = readFileSync(file)
    expect(record(bytes).settings.past[0]).toMatchObject({
      until: 3,
      guidance: record(readFileSync(at('parent.png'))).settings.guidance,
    })
    const again = draw('again.png', '--from', file)
    expect(again.bytes.equals(bytes)).toBe(true)
  }
  expect(record(readFileSync(images[1]!.file)).settings.past[0].seed).toBe(7)
})

describe('a branch is refused', () => {
  test('where there is no such step, no picture, or what belongs to the whole way', () => {
    expect(refused('a fox', '--branch', '3')).toContain('--branch needs a picture')
    parent()
    const from = ['--from', at('parent.png')]
    for (const step of ['0', '5', '2.5', '-1'])
      expect(refused(...from, '--branch', step)).toContain('a whole number from 1 to 4')
    expect(refused(...from, '--branch', 'x')).toContain('--branch must be a number')
    expect(refused(...from, '--branch', '2', '--steps', '9')).toContain(
      '--steps cannot change within a picture',
    )
    expect(refused(...from, '--branch', '2', '--size', '64x128')).toContain('--size cannot change')
    expect(refused(...from, '--branch', '2', '--schedule', 'Karras')).toContain('--schedule cannot change')
  })

  test('from a picture that another program made', () => {
    const { bytes } = parent()
    const parameters = readTexts(bytes).get(a1111Keyword)!
    const picture = encodePlain({ width: 8, height: 8, rgb: new Uint8Array(192) })
    writeFileSync(at('other.png'), withChunks(picture, [textChunk(a1111Keyword, parameters)]))
    expect(refused('--from', at('other.png'), '--branch', '2')).toContain('was not made by Reroll')
  })

  test('by the engine, when a record says that it begins after the last step', () => {
    const { bytes } = parent()
    const old = record(bytes)
    const forged = { ...old, settings: { ...old.settings, past: [{ until: 5 }] } }
    const picture = encodePlain({ width: 8, height: 8, rgb: new Uint8Array(192) })
    writeFileSync(
      at('forged.png'),
      withChunks(picture, [internationalChunk('reroll', JSON.stringify(forged))]),
    )
    expect(refused('--from', at('forged.png'))).toContain('branches off after step 5, but has only 5 steps')
  })
})

test('other programs read of a branch what they would without it', () => {
  parent()
  const { bytes } = draw('child.png', '--from', at('parent.png'), '--branch', '3', 'a castle')
  const { settings, versions, model } = record(bytes)
  const extras = { model: model.id, modelHash: model.hash, version: `Reroll ${versions.reroll}` }
  const { past: _, parent: __, ...alone } = settings
  const text = readTexts(bytes).get(a1111Keyword)!
  expect(text).toBe(formatA1111({ ...plain, ...alone }, extras))
  expect(parseA1111(text)).toMatchObject({ prompt: 'a castle', seed: 7, steps: 5 })
})
