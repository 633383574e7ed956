import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findGraphs, variants } from '#engine/scorer/graphs.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reroll-graphs-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = (...names: string[]) => {
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), '')
  }
}
const at = (name: string) => join(folder, name)

test.each(variants)('weights in the form "%s" are found', variant => {
  put(`onnx/text_model${variant}.onnx`, `onnx/vision_model${variant}.onnx`)
  expect(findGraphs(folder)).toEqual({
    words: at(`onnx/text_model${variant}.onnx`),
    image: at(`onnx/vision_model${variant}.onnx`),
    whole: null,
  })
})

test('the most exact form that both halves have is taken', () => {
  for (const half of ['text_model', 'vision_model'])
    put(`onnx/${half}_q4.onnx`, `onnx/${half}_quantized.onnx`, `onnx/${half}_fp16.onnx`)
  put('onnx/text_model.onnx')
  expect(findGraphs(folder).words).toBe(at('onnx/text_model_fp16.onnx'))
  put('onnx/vision_model.onnx')
  expect(findGraphs(folder).words).toBe(at('onnx/text_model.onnx'))
})

test('two graphs before one, and the one beside them for its logits', () => {
  put('model.onnx')
  const whole = at('model.onnx')
  expect(findGraphs(folder)).toEqual({ words: whole, image: whole, whole })
  put('textual/model.onnx', 'visual/model.onnx')
  expect(findGraphs(folder)).toEqual({
    words: at('textual/model.onnx'),
    image: at('visual/model.onnx'),
    whole,
  })
})
