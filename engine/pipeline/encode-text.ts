import { StudioError } from '#shared/errors.ts'
import type { Model, TextTower } from '../model/open.ts'
import { floats, tensor } from '../tensor.ts'

/** What one prompt becomes: [tokens, width] for cross-attention and, for SDXL, one pooled vector. */
export type TextEmbedding = {
  hidden: Float32Array
  tokens: number
  width: number
  pooled: Float32Array | null
}

/** One sentence when the model's window cuts a prompt short, else null. */
export function truncationWarning({ towers }: Model, prompt: string, what: string): string | null {
  const { count, truncated } = towers[0]!.tokenizer.encode(prompt)
  const room = towers[0]!.tokenizer.maxLength - 2
  return truncated
    ? `The ${what} has ${count} tokens; this model reads the first ${room} and ignores the rest`
    : null
}

const kept = 32
const known = new WeakMap<Model['towers'], Map<string, Promise<TextEmbedding>>>()

/**
 * Runs every text encoder on a prompt. Towers are joined along the width (SDXL), as diffusers does. The last few
 * embeddings are kept, since drafts ask for the same words again and again: nobody may write into one.
 */
export function encodeText({ towers }: Model, prompt: string): Promise<TextEmbedding> {
  const cache = known.get(towers) ?? new Map<string, Promise<TextEmbedding>>()
  known.set(towers, cache)
  const embedding = cache.get(prompt) ?? encodeAnew(towers, prompt)
  cache.delete(prompt)
  cache.set(prompt, embedding)
  embedding.catch(() => cache.delete(prompt))
  if (cache.size > kept) cache.delete(cache.keys().next().value!)
  return embedding
}

async function encodeAnew(towers: Model['towers'], prompt: string): Promise<TextEmbedding> {
  const outputs: TextEmbedding[] = []
  for (const tower of towers) {
    const words = tower.words ?? (towers.length > 1 ? 'penultimate' : 'last')
    outputs.push(await encodeOne(tower, prompt, words === 'penultimate'))
  }
  const [first, second] = outputs
  if (!first) throw new StudioError('model-broken', 'The model has no text encoder')
  return second ? { ...join(first, second), pooled: second.pooled } : first
}

async function encodeOne(
  { tokenizer, session, file }: TextTower,
  prompt: string,
  penultimate: boolean,
): Promise<TextEmbedding> {
  const port = session.inputs[0]
  if (!port) throw new StudioError('model-broken', `${file} has no input`)
  const length = typeof port.dims[1] === 'number' ? port.dims[1] : tokenizer.maxLength
  const { ids } = tokenizer.encode(prompt, length)
  const feeds = { [port.name]: tensor(port.type, ids, [1, length]) }
  // Some exports also want the mask of real tokens; CLIP as Stable Diffusion uses it attends to all.
  for (const extra of session.inputs.slice(1))
    feeds[extra.name] = tensor(extra.type, new Float32Array(length).fill(1), [1, length])
  const out = await session.run(feeds)
  const hidden =
    out[hiddenName(Object.keys(out), penultimate)] ?? Object.values(out).find(({ dims }) => dims.length === 3)
  if (hidden?.dims.length !== 3)
    throw new StudioError(
      'model-broken',
      `${file} gives no hidden states [batch, tokens, width]; export it again`,
    )
  const pooled = penultimate ? out.text_embeds : undefined
  return {
    hidden: floats(hidden),
    tokens: hidden.dims[1]!,
    width: hidden.dims[2]!,
    pooled: pooled ? floats(pooled) : null,
  }
}

/** SDXL reads both encoders one layer before the last; `hidden_states.N` counts from the embeddings on. */
function hiddenName(names: string[], penultimate: boolean): string {
  if (!penultimate) return 'last_hidden_state'
  const layers = names
    .map(name => /^hidden_states\.(\d+)$/.exec(name)?.[1])
    .filter(n => n !== undefined)
    .map(Number)
    .sort((a, b) => a - b)
  return layers.length > 1 ? `hidden_states.${layers.at(-2)}` : 'last_hidden_state'
}

function join(a: TextEmbedding, b: TextEmbedding): Omit<TextEmbedding, 'pooled'> {
  if (a.tokens !== b.tokens)
    throw new StudioError(
      'model-broken',
      `The two text encoders read ${a.tokens} and ${b.tokens} tokens; expected the same`,
    )
  const width = a.width + b.width
  const hidden = new Float32Array(a.tokens * width)
  for (let t = 0; t < a.tokens; t++) {
    hidden.set(a.hidden.subarray(t * a.width, (t + 1) * a.width), t * width)
    hidden.set(b.hidden.subarray(t * b.width, (t + 1) * b.width), t * width + a.width)
  }
  return { hidden, tokens: a.tokens, width }
}
