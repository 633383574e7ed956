import { afterAll, describe, expect, test } from 'vitest'
import { type Model, openModel } from '#engine/model/open.ts'
import { encodeText } from '#engine/pipeline/encode-text.ts'
import { readEmbeddings } from '#engine/prompt/embeddings.ts'
import type { PromptStyle } from '#shared/prompt/style-names.ts'
import { golden } from '../golden/golden.ts'
import { fixture } from '../pipeline/draw.ts'
import { vectorFile, wordedModel } from './worded-model.ts'

/** What transformers' CLIP says by the rules of A1111 and ComfyUI; golden/make_prompt_golden.py wrote it. */
type Case = {
  name: string
  model: string
  prompt: string
  style: PromptStyle
  clipSkip: number
  embeddings: string[]
  tokens: number
  width: number
  columns: number[]
  values: string
  sums: string
  pooled?: string
}
const { cases } = golden<{ cases: Case[] }>('prompts/prompts.json')
const numbers = (text: string) => {
  const bytes = Buffer.from(text, 'base64')
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}
const worst = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  expect(a.length).toBe(b.length)
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0)
}
const worded = wordedModel()
const models = new Map<string, Promise<Model>>()
const modelOf = (name: string) => {
  const model =
    models.get(name) ??
    openModel(name === 'tiny-sd' ? worded.folder : fixture(name), { device: 'cpu', threads: 1 })
  models.set(name, model)
  return model
}
afterAll(async () => {
  worded.remove()
  for (const model of models.values()) await (await model).release()
})

const encoded = async ({ model, prompt, style, clipSkip, embeddings }: Omit<Case, 'columns'>) =>
  encodeText(await modelOf(model), prompt, {
    reading: { style, clipSkip },
    embeddings: await readEmbeddings(Object.fromEntries(embeddings.map(name => [name, vectorFile(name)]))),
  })

describe('embeddings are those of transformers within 1e-4', () => {
  test.each(cases)(
    '$name',
    async one => {
      const { hidden, tokens, width, pooled } = await encoded(one)
      expect([tokens, width]).toEqual([one.tokens, one.width])
      const rows = Array.from({ length: tokens }, (_, t) => hidden.subarray(t * width, (t + 1) * width))
      const columns = rows.flatMap(row => one.columns.map(c => row[c]!))
      expect(worst(columns, numbers(one.values))).toBeLessThan(1e-4)
      const sums = rows.flatMap(row => [
        row.reduce((sum, value) => sum + value, 0) / width,
        row.reduce((sum, value) => sum + value ** 2, 0) / width,
        row.reduce((sum, value, i) => sum + value * ((2 * i) / (width - 1) - 1), 0) / width,
      ])
      expect(worst(sums, numbers(one.sums))).toBeLessThan(1e-4)
      if (one.pooled) expect(worst(pooled!, numbers(one.pooled))).toBeLessThan(1e-4)
    },
    60_000,
  )
})

test('the check would notice a weight, a layer, a window or a vector that is read otherwise', async () => {
  const differs = async (name: string, changes: Partial<Case>) => {
    const one = cases.find(candidate => candidate.name === name)!
    const [a, b] = [await encoded(one), await encoded({ ...one, ...changes })]
    return a.tokens !== b.tokens || worst(a.hidden, b.hidden) > 1e-2
  }
  expect(await differs('weights, a1111', { style: 'comfyui' })).toBe(true)
  expect(await differs('weights, a1111', { style: 'plain' })).toBe(true)
  expect(await differs('skip 2, a1111', { clipSkip: 3 })).toBe(true)
  expect(await differs('long, a1111', { style: 'comfyui' })).toBe(true)
  expect(await differs('one vector, a1111', { embeddings: [] })).toBe(true)
}, 60_000)
