import { StudioError } from '#shared/errors.ts'
import { wordPorts } from '../graph/add-words.ts'
import { type WordsGraph, wordsGraph } from '../graph/words-graph.ts'
import { editedWords, type Model, type TextTower } from '../model/open.ts'
import type { Session } from '../runtime.ts'
import { floats, type Tensor, tensor } from '../tensor.ts'

/** What a text encoder is asked: ids and, where they are to take the place of words, vectors. */
export type Asked = {
  ids: Int32Array
  /** Per token its vector, or null for its own; absent: all their own. */
  vectors?: readonly (Float32Array | null)[] | undefined
  /** Counted from the last layer, 1 for the last. */
  clipSkip: number
  /** SDXL reads one layer before the last, without the final norm. */
  penultimate: boolean
}

export type TowerSays = { hidden: Float32Array; tokens: number; width: number; pooled: Float32Array | null }

/** Ids that the graph reads at once. */
export function lengthOf({ tokenizer, session, file }: TextTower): number {
  const port = session.inputs[0]
  if (!port) throw new StudioError('model-broken', `${file} has no input`)
  return typeof port.dims[1] === 'number' ? port.dims[1] : tokenizer.maxLength
}

/** Runs one text encoder on one window. Errors: `model-broken` for a graph that cannot give what is asked. */
export async function askTower(model: Model, tower: TextTower, asked: Asked): Promise<TowerSays> {
  const { ids, vectors, clipSkip, penultimate } = asked
  const length = ids.length
  const placed = vectors?.some(vector => vector !== null) ? vectors : null
  const edited = placed || (clipSkip > 1 && !penultimate) ? await editedTower(model, tower) : null
  const session = edited?.session ?? tower.session
  const [port] = session.inputs
  const feeds = { [port!.name]: tensor(port!.type, ids, [1, length]) }
  for (const extra of session.inputs.slice(1))
    feeds[extra.name] =
      extra.name === wordPorts.keep || extra.name === wordPorts.vectors
        ? vectorFeed(extra, placed, length, edited!.graph.width!, tower)
        : // Some exports also want the mask of real tokens; CLIP as Stable Diffusion uses it attends to all.
          tensor(extra.type, new Float32Array(length).fill(1), [1, length])
  if (placed && edited?.graph.width === null)
    throw new StudioError(
      'model-broken',
      `${tower.file}: its table of words was not found, which textual inversions need; leave them out, or export the text encoder again with optimum`,
    )
  const out = await session.run(feeds)
  const hidden = hiddenOf(out, asked, tower, edited?.graph ?? null)
  const pooled = penultimate ? out.text_embeds : undefined
  return {
    hidden: floats(hidden),
    tokens: hidden.dims[1]!,
    width: hidden.dims[2]!,
    pooled: pooled ? floats(pooled) : null,
  }
}

function hiddenOf(
  out: Record<string, Tensor>,
  { clipSkip, penultimate }: Asked,
  { file }: TextTower,
  edited: WordsGraph | null,
): Tensor {
  if (clipSkip > 1 && !penultimate) {
    const skipped = out[wordPorts.skip(clipSkip)]
    if (skipped) return skipped
    throw new StudioError(
      'model-broken',
      edited!.skips > 1
        ? `${file} has ${edited!.skips} layers that can be told apart: CLIP skip can be 1 to ${edited!.skips}, not ${clipSkip}`
        : `${file}: its layers cannot be told apart (it was fused for another runtime), so that CLIP skip ${clipSkip} is not possible; use CLIP skip 1, or export the text encoder again with optimum, without optimising it`,
    )
  }
  const hidden =
    out[hiddenName(Object.keys(out), penultimate, clipSkip, file)] ??
    Object.values(out).find(({ dims }) => dims.length === 3)
  if (hidden?.dims.length === 3) return hidden
  throw new StudioError(
    'model-broken',
    `${file} gives no hidden states [batch, tokens, width]; export it again`,
  )
}

/**
 * SDXL reads both encoders one layer before the last; `hidden_states.N` counts from the embeddings on. A larger CLIP
 * skip reads an earlier one, as ComfyUI does.
 */
function hiddenName(names: string[], penultimate: boolean, clipSkip: number, file: string): string {
  if (!penultimate) return 'last_hidden_state'
  const layers = names
    .map(name => /^hidden_states\.(\d+)$/.exec(name)?.[1])
    .filter(n => n !== undefined)
    .map(Number)
    .sort((a, b) => a - b)
  if (clipSkip <= 2) return layers.length > 1 ? `hidden_states.${layers.at(-2)}` : 'last_hidden_state'
  if (layers.length >= clipSkip) return `hidden_states.${layers.at(-clipSkip)}`
  throw new StudioError(
    'model-broken',
    `${file} gives ${layers.length || 'no'} hidden states, so that CLIP skip ${clipSkip} is not possible; use CLIP skip 2, or export the text encoder again with output_hidden_states`,
  )
}

function vectorFeed(
  { name, type }: Session['inputs'][number],
  vectors: Asked['vectors'] | null,
  length: number,
  width: number,
  { file }: TextTower,
): Tensor {
  if (name === wordPorts.keep) {
    const keep = Float32Array.from({ length }, (_, i) => (vectors?.[i] ? 0 : 1))
    return tensor(type, keep, [1, length, 1])
  }
  const values = new Float32Array(length * width)
  vectors?.forEach((vector, i) => {
    if (vector && vector.length !== width)
      throw new StudioError(
        'invalid-input',
        `A textual inversion has vectors of ${vector.length} numbers, ${file} reads ${width}: it was made for another family of models (768: Stable Diffusion 1, 1024: Stable Diffusion 2, 768 and 1280: SDXL)`,
      )
    if (vector) values.set(vector, i * width)
  })
  return tensor(type, values, [1, length, width])
}

type Edited = { session: Session; graph: WordsGraph }
const edits = new WeakMap<TextTower, Promise<Edited>>()

/** The graph with ways in and out, opened beside the model's own when it is first needed. */
function editedTower(model: Model, tower: TextTower): Promise<Edited> {
  const known = edits.get(tower)
  if (known) return known
  const opening = (async () => {
    const graph = await wordsGraph(tower.file, tower.session)
    return {
      graph,
      session: await model.session(graph.file, { as: `${tower.file}${editedWords}`, bytes: graph.bytes }),
    }
  })()
  edits.set(tower, opening)
  opening.catch(() => edits.delete(tower))
  return opening
}
