import { posix } from 'node:path'
import type { HubVariant, Precision } from '#shared/studio/hub.ts'

type Listed = { path: string; bytes: number }
/** A file of the repository, and where it goes within the model's folder. */
type Taken = { from: string; to: string }
export type Variant = Omit<HubVariant, 'files'> & { take: Taken[] }

/** Folders of a model that drawing reads; the others (safety checker, feature extractor) stay where they are. */
const graphs = /^(text_encoder(_2)?|unet|vae_(decoder(_preview)?|encoder)|controlnet(\/[^/]+)?|scorer)$/
const plain = /^(scheduler|tokenizer(_2)?)$/
/** Beside the index: what a model says of itself, and on which terms it may be used. */
const beside =
  /^(model_index\.json|studio\.json|vocabulary\.json|starters\.json|LICEN[CS]E[^/]*|README\.md)$/i
/** PyTorch's and other programs' weights. */
const foreign = /\.(safetensors|ckpt|pt|pth|msgpack|h5|gguf|onnx\.json)$|pytorch_model[^/]*\.bin$/i

const words: readonly [RegExp, Precision][] = [
  [/(^|[^a-z0-9])(fp|float|f)16([^0-9]|$)|(^|[^a-z])half([^a-z]|$)/i, 'fp16'],
  [/bf(loat)?16/i, 'bf16'],
  [/(u?int|q)8([^0-9]|$)|quanti[sz]ed|dynamic/i, 'int8'],
  [/(u?int|q|bnb)4([^0-9]|$)/i, 'int4'],
  [/(^|[^a-z0-9])(fp|float|f)32([^0-9]|$)/i, 'fp32'],
]
/** What a name says of how weights are kept. */
export const precisionIn = (name: string): Precision | null =>
  words.find(([pattern]) => pattern.test(name))?.[1] ?? null

/** `model_fp16.onnx` is the graph of its folder too, in another precision. */
const graphName = /^model(?:[._-](\w+))?\.onnx$/

/**
 * The models that a repository holds: one for each folder with a `model_index.json`, and in that one for each ending
 * that its U-Net comes with. A part that lacks an ending is taken without it.
 */
export function variantsOf(files: readonly Listed[], repository: string): Variant[] {
  const bases = files
    .filter(({ path }) => posix.basename(path) === 'model_index.json')
    .map(({ path }) => posix.dirname(path).replace(/^\.$/, ''))
  return bases.flatMap(base => inBase(base, files, bases, repository))
}

function inBase(
  base: string,
  files: readonly Listed[],
  bases: readonly string[],
  repository: string,
): Variant[] {
  const within = base ? `${base}/` : ''
  const deeper = bases.filter(other => other !== base && other.startsWith(within))
  const mine = files.filter(
    ({ path }) => path.startsWith(within) && !deeper.some(other => path.startsWith(`${other}/`)),
  )
  const inside = (path: string) => path.slice(within.length)
  const endings = new Set(
    mine.flatMap(({ path }) => {
      const match = posix.dirname(inside(path)) === 'unet' && graphName.exec(posix.basename(path))
      return match ? [match[1] ?? ''] : []
    }),
  )
  return [...endings]
    .sort()
    .map(ending => {
      const take = mine.flatMap(({ path }) => {
        const to = placeOf(
          inside(path),
          ending,
          mine.map(file => inside(file.path)),
        )
        return to ? [{ from: path, to }] : []
      })
      const bytes = take.reduce((sum, { from }) => sum + mine.find(({ path }) => path === from)!.bytes, 0)
      const precision =
        precisionIn(`_${ending}`) ??
        precisionIn(base) ??
        (ending === '' && endings.size > 1 ? 'fp32' : precisionIn(repository.split('/').at(-1)!))
      return { id: `${base}:${ending}`, precision, folder: base, bytes, take }
    })
    .filter(({ take }) => isWhole(take))
}

/** Where a file goes for an ending; null when it is not needed. */
function placeOf(path: string, ending: string, all: readonly string[]): string | null {
  const folder = posix.dirname(path)
  const name = posix.basename(path)
  if (name.startsWith('.') || path.split('/').includes('..') || path.includes('\\')) return null
  if (folder === '.') return beside.test(name) ? path : null
  if (plain.test(folder)) return path
  if (!graphs.test(folder) || foreign.test(name)) return null
  const graph = graphName.exec(name)
  const chosen = all.includes(`${folder}/model${ending && `_${ending}`}.onnx`)
    ? `model${ending && `_${ending}`}`
    : ([`model.${ending}`, `model-${ending}`].find(stem => all.includes(`${folder}/${stem}.onnx`)) ?? 'model')
  if (graph) return name === `${chosen}.onnx` ? `${folder}/model.onnx` : null
  // Weights beside a graph are found by the name that the graph has for them, so they keep it.
  const stem = stemOf(name, folder, all)
  return stem === null || stem === chosen ? path : null
}

/** Which graph of its folder a file of weights belongs to, by its name; null when it says nothing. */
function stemOf(name: string, folder: string, all: readonly string[]): string | null {
  const stems = all
    .filter(path => posix.dirname(path) === folder && graphName.test(posix.basename(path)))
    .map(path => posix.basename(path, '.onnx'))
    .sort((a, b) => b.length - a.length)
  return stems.find(stem => name.startsWith(`${stem}.`) || name.startsWith(`${stem}_`)) ?? null
}

const needed = [
  'model_index.json',
  'scheduler/scheduler_config.json',
  'text_encoder/model.onnx',
  'unet/model.onnx',
  'vae_decoder/model.onnx',
]
const isWhole = (take: readonly Taken[]): boolean => needed.every(path => take.some(({ to }) => to === path))
