import { describe, expect, test } from 'vitest'
import type { Port } from '#engine/runtime.ts'
import { embeddingPort, type Family, inputPorts } from '#engine/scorer/ports.ts'

const port = (name: string, ...dims: (number | string)[]): Port => ({ name, type: 'float32', dims })
const pixels = (name: string) => port(name, 'batch', 3, 32, 32)
const words = (name: string) => port(name, 'batch', 'tokens')

describe('inputs', () => {
  test.each(['input_ids', 'text', 'texts', 'tokens'])('%s are words', name => {
    const mask = words('attention_mask')
    expect(inputPorts({ inputs: [mask, words(name)] }, 'words', 'x')).toEqual({ words: words(name), mask })
  })

  test.each(['pixel_values', 'image', 'images', 'pixels'])('%s is a picture', name => {
    expect(inputPorts({ inputs: [pixels(name)] }, 'image', 'x')).toEqual({ image: pixels(name) })
  })

  test.each([
    [[words('input_ids'), words('position_ids')], 'words', 'asks for position_ids'],
    [[pixels('pixel_values'), port('spatial_shapes', 'batch', 2)], 'image', 'free resolution (NaFlex)'],
    [[words('input_ids')], 'image', 'no input for a picture (pixel_values'],
    [[port('pixel_values', 'batch', 'patches', 768)], 'image', 'it has pixel_values[batch,patches,768]'],
  ] as const)('%j are refused', (inputs, needed, said) => {
    expect(() => inputPorts({ inputs }, needed, 'x.onnx')).toThrow(said)
  })
})

describe('embeddings', () => {
  const hidden = port('last_hidden_state', 'batch', 50, 24)
  const flat = (name: string) => port(name, 'batch', 16)
  test.each<[Family, 'words' | 'image', string[], string]>([
    ['clip', 'words', ['pooler_output', 'text_embeds'], 'text_embeds'],
    ['clip', 'image', ['image_embeds', 'pooler_output'], 'image_embeds'],
    ['clip', 'image', ['logits_per_image', 'text_embeds', 'image_embeds'], 'image_embeds'],
    ['siglip', 'words', ['pooler_output'], 'pooler_output'],
    ['siglip', 'image', ['pooler_output'], 'pooler_output'],
    ['openclip', 'image', ['embedding'], 'embedding'],
    ['openclip', 'words', ['text_features'], 'text_features'],
    ['openclip', 'words', ['1234'], '1234'],
  ])('%s, %s: of %j %s', (family, half, names, expected) => {
    expect(embeddingPort({ outputs: [hidden, ...names.map(flat)] }, family, half, 'x').name).toBe(expected)
  })

  test.each<[Family, string[], string]>([
    ['clip', ['pooler_output'], 'exported without its projection'],
    ['siglip', [], 'expected image_embeds'],
    ['openclip', ['a', 'b'], 'expected image_embeds'],
  ])('%s with %j is refused', (family, names, said) => {
    expect(() => embeddingPort({ outputs: [hidden, ...names.map(flat)] }, family, 'image', 'x')).toThrow(said)
  })
})
