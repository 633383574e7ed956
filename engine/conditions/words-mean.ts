import type { Model } from '../model/open.ts'
import { encodeText } from '../pipeline/encode-text.ts'

/**
 * The mean of a text's last hidden state over the tokens of its own words, the start, the end and the padding left out:
 * what a model with an input for regions reads of each. [width]; zeros for a text without words.
 */
export async function wordsMean(model: Model, words: string): Promise<Float32Array> {
  const { hidden, tokens, width } = await encodeText(model, words)
  const { count } = model.towers[0]!.tokenizer.encode(words)
  const own = Math.min(count, tokens - 2)
  const mean = new Float32Array(width)
  for (let token = 1; token <= own; token++)
    for (let i = 0; i < width; i++) mean[i]! += hidden[token * width + i]! / own
  return mean
}
