import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Model, openModel } from '#engine/model/open.ts'
import { resolveSettings } from '#engine/settings.ts'
import { generation } from '#shared/generation.ts'
import { readStarters, readVocabulary } from '../../main/studio/models/vocabulary.ts'

const folder = resolve(import.meta.dirname, '../../models/picturebook')
const most = 60 * 2 ** 20
const studio = JSON.parse(readFileSync(join(folder, 'studio.json'), 'utf8'))
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map(name => name.replaceAll('\\', '/'))
  .filter(name => statSync(join(folder, name)).isFile())

let model: Model
beforeAll(async () => {
  model = await openModel(folder, { device: 'cpu' })
})
afterAll(() => model.release())

test('it is small enough to ship', () => {
  const bytes = files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  expect(bytes).toBeLessThanOrEqual(most)
})

test('the manifest lists every file of the model as it is, and no other', () => {
  const beside = ['studio.json', 'README.md', 'starters.json', 'vocabulary.json']
  expect(Object.keys(studio.files).sort()).toEqual(files.filter(name => !beside.includes(name)).sort())
  for (const [name, { sha256, bytes }] of Object.entries<{ sha256: string; bytes: number }>(studio.files)) {
    const content = readFileSync(join(folder, name))
    expect(content.length, name).toBe(bytes)
    expect(createHash('sha256').update(content).digest('hex'), name).toBe(sha256)
  }
})

test('it says whose it is: licence, credits, a card', () => {
  expect(studio.licence).toBe('CC-BY-4.0')
  expect(studio.credits.length).toBeGreaterThan(2)
  const card = readFileSync(join(folder, 'README.md'), 'utf8')
  for (const source of ['Noto', 'Fluent', 'Twemoji']) expect(card).toContain(source)
})

describe('its inputs', () => {
  test('knobs, sketch, regions and the middle of the U-Net', () => {
    expect(studio.knobs.map(({ name }: { name: string }) => name)).toEqual([
      ...['hue', 'saturation', 'lightness', 'angle', 'size', 'x', 'y'],
      ...['facing', 'brightness', 'background', 'place'],
    ])
    expect(studio.controls).toEqual(['sketch', 'regions'])
    expect(studio.hidden.shape).toHaveLength(3)
    expect(studio.size.native).toEqual([256, 256])
  })

  test('its parts: a scorer, a decoder for previews, an upscaler', () => {
    for (const part of ['scorer/image_encoder.onnx', 'vae_decoder_preview/model.onnx', 'upscaler/model.onnx'])
      expect(existsSync(join(folder, part)), part).toBe(true)
    expect(statSync(join(folder, 'vae_decoder_preview/model.onnx')).size).toBeLessThanOrEqual(2 * 2 ** 20)
    expect(statSync(join(folder, 'upscaler/model.onnx')).size).toBeLessThanOrEqual(4 * 2 ** 20)
  })
})

test('it knows the words for more than 400 things', async () => {
  const vocabulary = await readVocabulary(folder)
  expect(vocabulary!.subjects.length).toBeGreaterThanOrEqual(400)
  expect(new Set(vocabulary!.subjects.map(({ word }) => word)).size).toBe(vocabulary!.subjects.length)
  expect(vocabulary!.words.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['colours', 'sizes', 'places', 'backgrounds']),
  )
})

test('each starter can be drawn as it is written', async () => {
  const starters = await readStarters(folder)
  expect(starters.length).toBeGreaterThanOrEqual(12)
  for (const { generation: asked } of starters)
    expect(() => resolveSettings(generation.parse(asked), model.defaults)).not.toThrow()
})
