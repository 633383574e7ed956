import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readForeign } from '#shared/interchange/read-foreign.ts'
import { type Pixels, readStealth, stealthLimit } from '#shared/interchange/stealth.ts'
import { hide } from '../pictures/encode.ts'

const gunzip = (data: Uint8Array) => gunzipSync(data, { maxOutputLength: 4 << 20 })

const novelai = {
  Description: 'a fox',
  Software: 'NovelAI',
  Source: 'NovelAI Diffusion V4',
  Comment: JSON.stringify({ prompt: 'a fox', uc: 'rain', steps: 28, seed: 7, scale: 5, sampler: 'k_euler' }),
}
const packed = gzipSync(JSON.stringify(novelai))

describe('hidden texts', () => {
  test('NovelAI’s, compressed', () => {
    const texts = readStealth(hide('stealth_pngcomp', packed), gunzip)
    expect(readForeign(texts!)).toMatchObject({
      program: 'novelai',
      prompt: 'a fox',
      negativePrompt: 'rain',
      steps: 28,
      seed: 7,
      model: { name: 'NovelAI Diffusion V4' },
    })
  })

  test('A1111’s, plain', () => {
    const text = 'a café\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 3, Size: 64x96'
    const texts = readStealth(hide('stealth_pnginfo', Buffer.from(text)), gunzip)
    expect(readForeign(texts!)).toMatchObject({ program: 'a1111', prompt: 'a café', seed: 3 })
  })

  test.each<[string, Pixels]>([
    ['another mark', hide('stealth_rgbinfo', packed)],
    ['a length beyond the picture', hide('stealth_pngcomp', packed, { bits: 1 << 20 })],
    ['a length beyond everything', hide('stealth_pngcomp', packed, { bits: 2 ** 32 - 1 })],
    [
      'damaged data',
      hide(
        'stealth_pngcomp',
        packed.map((byte, i) => (i > 20 ? byte ^ 255 : byte)),
      ),
    ],
    ['no UTF-8', hide('stealth_pnginfo', Uint8Array.of(255, 254, 253))],
    ['a bomb', hide('stealth_pngcomp', gzipSync(Buffer.alloc(5 << 20)), { width: 400, height: 400 })],
    ['no pixels', { width: 0, height: 0, rgba: new Uint8Array() }],
    ['fewer pixels than it claims', { width: 1000, height: 1000, rgba: new Uint8Array(40) }],
    ['nothing', { width: 64, height: 64, rgba: new Uint8Array(64 * 64 * 4).fill(255) }],
  ])('%s is nothing', (_, pixels) => {
    expect(readStealth(pixels, gunzip)).toBe(null)
  })

  test('only so much of a large picture is looked at', () => {
    const large = hide('stealth_pnginfo', Buffer.from('x'), {
      width: 4000,
      height: 4000,
      bits: (stealthLimit + 1) * 8,
    })
    expect(readStealth(large, gunzip)).toBe(null)
  })
})
