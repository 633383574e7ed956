import { expect, test } from 'vitest'
import type { ModelFolder } from '#engine/model/folder.ts'
import { checkSize, sizeRule } from '#engine/model/size.ts'

const sd15 = {
  unet: { in_channels: 4, sample_size: 64, block_out_channels: [320, 640, 1280, 1280] },
  vae: { scaling_factor: 0.18215, latent_channels: 4, block_out_channels: [128, 256, 512, 512] },
  studio: null,
} as unknown as ModelFolder

test('Stable Diffusion 1.5 is 512 px, in multiples of 64', () => {
  expect(sizeRule(sd15, ['height', 'width'])).toEqual({
    latentScale: 8,
    native: [512, 512],
    multiple: 64,
    only: null,
  })
})

test('a graph frozen to one size draws only that', () => {
  const rule = sizeRule(sd15, [64, 96])
  expect(rule.only).toEqual([512, 768])
  expect(() => checkSize(768, 512, rule)).not.toThrow()
  expect(() => checkSize(512, 512, rule)).toThrow('draws only 768x512')
})

test('a size that does not fit names the nearest that does', () => {
  const rule = sizeRule(sd15, ['height', 'width'])
  expect(() => checkSize(512, 704, rule)).not.toThrow()
  expect(() => checkSize(500, 8, rule)).toThrow('multiple of 64. Nearest: 512x64')
})
