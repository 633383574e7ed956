import { describe, expect, test } from 'vitest'
import type { Model, TextTower } from '#engine/model/open.ts'
import { encodeText, truncationWarning } from '#engine/pipeline/encode-text.ts'
import { type Tensor, tensor } from '#engine/tensor.ts'
import { loadTokenizer } from '#engine/tokenizer/clip.ts'
import { fixture } from './draw.ts'
import { fakeSession, port } from './fake-model.ts'

const tokenizer = await loadTokenizer(`${fixture('tiny-sd')}/tokenizer`)
const constant = (value: number, ...dims: number[]): Tensor =>
  tensor('float32', new Float32Array(dims.reduce((a, b) => a * b)).fill(value), dims)

function tower(outputs: Record<string, Tensor>, inputs = [port('input_ids', 'int64', 'b', 's')]) {
  const session = fakeSession(
    inputs,
    Object.entries(outputs).map(([name, { dims }]) => port(name, 'float32', ...dims)),
    () => outputs,
  )
  return { tower: { tokenizer, session, file: 'text_encoder/model.onnx' } satisfies TextTower, session }
}
const model = (...towers: TextTower[]) => ({ towers }) as unknown as Model

describe('one text encoder', () => {
  test('gives its last hidden state, whatever else it puts out', async () => {
    const { tower: one } = tower({
      pooler_output: constant(9, 1, 4),
      'hidden_states.1': constant(8, 1, 77, 4),
      last_hidden_state: constant(2, 1, 77, 4),
    })
    const { hidden, tokens, width, pooled } = await encodeText(model(one), 'a fox')
    expect([hidden[0], tokens, width, pooled]).toEqual([2, 77, 4, null])
  })

  test('is known by its rank when its output has a name of its own', async () => {
    const { tower: one } = tower({ pooled: constant(9, 1, 4), 'output.7': constant(3, 1, 77, 4) })
    expect((await encodeText(model(one), 'a fox')).hidden[0]).toBe(3)
  })

  test.each(['int32', 'int64'])('reads %s, and a mask where it wants one', async type => {
    const ids = port('input_ids', type, 'b', 's')
    const { tower: one, session } = tower({ last_hidden_state: constant(1, 1, 77, 4) }, [
      ids,
      port('attention_mask', 'int64', 'b', 's'),
    ])
    await encodeText(model(one), 'a fox')
    expect(session.calls[0]!.input_ids).toMatchObject({ type, dims: [1, 77] })
    expect(session.calls[0]!.attention_mask!.data).toEqual(new BigInt64Array(77).fill(1n))
  })

  test('of a frozen length gets that many tokens', async () => {
    const { tower: one, session } = tower({ last_hidden_state: constant(1, 1, 32, 4) }, [
      port('input_ids', 'int64', 1, 32),
    ])
    await encodeText(model(one), 'a fox')
    expect(session.calls[0]!.input_ids!.dims).toEqual([1, 32])
  })

  test('without hidden states is refused', async () => {
    const { tower: one } = tower({ text_embeds: constant(1, 1, 4) })
    await expect(encodeText(model(one), 'a fox')).rejects.toThrow(
      'text_encoder/model.onnx gives no hidden states [batch, tokens, width]; export it again',
    )
  })
})

describe('two text encoders, as in SDXL', () => {
  const states = (first: number, width: number) =>
    Object.fromEntries(
      Array.from({ length: 4 }, (_, i) => [`hidden_states.${i}`, constant(first + i, 1, 77, width)]),
    )

  test('are read one layer before the last and joined along the width; the second gives the pooled one', async () => {
    const a = tower({ last_hidden_state: constant(99, 1, 77, 2), ...states(10, 2) })
    const b = tower({ text_embeds: constant(7, 1, 5), ...states(20, 3) })
    const { hidden, width, pooled } = await encodeText(model(a.tower, b.tower), 'a fox')
    expect(width).toBe(5)
    expect([...hidden.subarray(0, 10)]).toEqual([12, 12, 22, 22, 22, 12, 12, 22, 22, 22])
    expect([...pooled!]).toEqual([7, 7, 7, 7, 7])
  })

  test('of more than ten layers are counted as numbers, not as text', async () => {
    const layers = Object.fromEntries(
      Array.from({ length: 13 }, (_, i) => [`hidden_states.${i}`, constant(i, 1, 77, 2)]),
    )
    const two = tower({ text_embeds: constant(7, 1, 2), ...layers }).tower
    expect((await encodeText(model(two, two), 'a fox')).hidden[0]).toBe(11)
  })

  test('that read different numbers of tokens are refused', async () => {
    const short = { last_hidden_state: constant(1, 1, 32, 2) }
    const a = tower({ last_hidden_state: constant(1, 1, 77, 2) }).tower
    await expect(encodeText(model(a, tower(short).tower), 'a fox')).rejects.toThrow(
      'The two text encoders read 77 and 32 tokens; expected the same',
    )
  })
})

test('a prompt beyond the window is told', () => {
  const { tower: one } = tower({ last_hidden_state: constant(1, 1, 77, 4) })
  expect(truncationWarning(model(one), 'a fox', 'prompt')).toBeNull()
  expect(truncationWarning(model(one), 'the lake '.repeat(100), 'prompt')).toMatch(
    /The prompt has \d+ tokens; this model reads the first 75 and ignores the rest/,
  )
})
