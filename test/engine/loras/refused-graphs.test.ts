import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readGraph } from '#engine/graph/onnx-graph.ts'
import { fileSource, join as joined, lengthField } from '#engine/graph/wire.ts'
import { withLoras } from '#engine/loras/merge.ts'
import { keptOrMade, mergedFolder } from '#engine/loras/merged-cache.ts'
import { whyNoLoras } from '#engine/loras/takes-loras.ts'
import type { ModelFolder } from '#engine/model/folder.ts'
import { folderOf, loraFile } from './lora-model.ts'

const never = new AbortController().signal
const cache = mkdtempSync(join(tmpdir(), 'reroll-lora-refused-'))
const before = process.env.XDG_CACHE_HOME
let model: ModelFolder
beforeAll(async () => {
  model = await folderOf('traced')
})
beforeEach(() => {
  process.env.XDG_CACHE_HOME = cache
})
afterAll(() => {
  if (before === undefined) delete process.env.XDG_CACHE_HOME
  else process.env.XDG_CACHE_HOME = before
  for (const folder of [cache, model.path]) rmSync(folder, { recursive: true, force: true })
})

const lay = (folder: ModelFolder, clip = 0) =>
  withLoras(folder, {
    loras: [{ name: 'linear', file: loraFile('linear'), strength: 1, clip }],
    threads: 1,
    signal: never,
  })

/** The model with another U-Net, in a folder that is taken away again. */
async function withUnet(write: (folder: string) => void, work: (folder: ModelFolder) => Promise<void>) {
  const path = mkdtempSync(join(cache, 'unet-'))
  write(path)
  const unet = join(path, 'model.onnx')
  await work({ ...model, files: { ...model.files, unet } })
}

/** As an optimiser leaves it: a node that holds the attention whole, and no layer for its queries, keys and values. */
function fused(folder: string): void {
  const source = fileSource(model.files.unet!)
  const { field } = readGraph(source)
  source.close()
  const bytes = readFileSync(model.files.unet!)
  const text = bytes.toString('latin1').replace(/attn([12])([./])to_([qkv])/g, 'attn$1$2fu_$3')
  const renamed = Buffer.from(text, 'latin1')
  const node = lengthField(1, [
    lengthField(3, '/fused'),
    lengthField(4, 'MultiHeadAttention'),
    lengthField(7, 'com.microsoft'),
  ])
  writeFileSync(
    join(folder, 'model.onnx'),
    joined([
      renamed.subarray(0, field.start),
      lengthField(7, [renamed.subarray(field.at, field.end), node]),
      renamed.subarray(field.end),
    ]),
  )
}

const graphs = resolve(import.meta.dirname, '../../parity/graphs')
const copied = (name: string) => (folder: string) => cpSync(join(graphs, name), folder, { recursive: true })

describe('a graph that a LoRA cannot be laid on', () => {
  test.each([
    ['8 bits, measured as they come', copied('unet-int8'), /whole numbers \(\w+Integer\w*\): .*fp32 or fp16/],
    ['8 bits, QDQ', copied('unet-qdq'), /whole numbers \(DequantizeLinear\): .*use that export of the model/],
    ['fused attention', fused, /attention was fused by an optimiser \(MultiHeadAttention\)/],
  ])('%s: says so, before and while it is laid on, and nothing is written', async (_, write, said) => {
    await withUnet(write, async folder => {
      expect(whyNoLoras(folder.files.unet!)).toMatch(said)
      await expect(lay(folder)).rejects.toMatchObject({
        code: expect.stringMatching(/^(model-broken|invalid-input)$/),
        message: expect.stringMatching(said),
      })
      await expect(lay(folder)).rejects.toThrow(folder.files.unet!)
    })
    expect(existsSync(mergedFolder()) ? readdirSync(mergedFolder()) : []).toEqual([])
  })

  test('fused attention: what to do instead', async () => {
    await withUnet(fused, async folder => {
      await expect(lay(folder)).rejects.toThrow(/use the export that was not optimised/)
    })
  })
})

describe('a place that cannot be written', () => {
  test('a cache that is a file: what to do, and the file is as it was', async () => {
    const file = join(cache, 'no folder')
    writeFileSync(file, 'mine')
    process.env.XDG_CACHE_HOME = file
    await expect(lay(model)).rejects.toMatchObject({
      code: 'not-writable',
      message: expect.stringMatching(/a file, not a folder; .* XDG_CACHE_HOME says where/),
    })
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })

  // The kernel's own full disk; only Linux has one.
  test.skipIf(!existsSync('/dev/full'))('a disk that fills up in the middle leaves nothing', async () => {
    const made = keptOrMade('half', 0, never, async folder => {
      writeFileSync(join(folder, 'merged.data'), 'half of it')
      const full = await open('/dev/full', 'w')
      try {
        await full.write(new Uint8Array(1 << 16))
      } finally {
        await full.close()
      }
    })
    await expect(made).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/the disk is full; free some space .*XDG_CACHE_HOME says where/),
    })
    expect(readdirSync(mergedFolder())).toEqual([])
    // And the same is made anew once there is room.
    const again = await keptOrMade('half', 0, never, async folder =>
      writeFileSync(join(folder, 'model.onnx'), 'whole'),
    )
    expect(readFileSync(join(again, 'model.onnx'), 'utf8')).toBe('whole')
    rmSync(again, { recursive: true })
  })
})
