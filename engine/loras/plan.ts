import { StudioError } from '#shared/errors.ts'
import type { OnnxGraph } from '../graph/onnx-graph.ts'
import type { Applied } from './apply.ts'
import { kindOf, kinds, readerOf, rows } from './kinds.ts'
import { ldmName } from './ldm-names.ts'
import type { LoraFile } from './lora-file.ts'
import type { LoraModule, LoraPart } from './names.ts'
import { fusedAttention, type Site, type Sites, sitesOf, unmergeable } from './sites.ts'

/** What one LoRA lays on one graph. */
export type Layer = {
  file: LoraFile
  modules: ReadonlyMap<string, LoraModule>
  strength: number
  /** What alpha is where the file's head tells it (peft's own record); the rank where it does not. */
  alphaOf(rank: number): number
}

/** One tensor of the graph and what is done to it, in this order. */
export type Edit = { site: Site; what: readonly (() => Promise<Applied>)[] }

export type Plan = {
  edits: Edit[]
  /** Of each LoRA: how many of its modules were found, and the names of those that were not. */
  found: Map<LoraFile, { matched: number; missing: string[] }>
}

type PlanOptions = {
  graph: OnnxGraph
  layers: readonly Layer[]
  part: LoraPart
  file: string
  blockLayers: number
}

/**
 * Finds where each module of each LoRA goes. Reads shapes only.
 * Errors: `invalid-input` for a LoRA that was made for another base or is of an unknown kind, `model-broken` for a graph
 * whose weights cannot be added to.
 */
export function planMerge({ graph, layers, part, file, blockLayers }: PlanOptions): Plan {
  const why = unmergeable(graph)
  if (why) throw new StudioError('model-broken', `LoRAs cannot be laid on ${file}: its ${why}`)
  const { sites, nameless } = sitesOf(graph)
  const find = finderOf(sites, part, blockLayers)
  const edits = new Map<string, { site: Site; what: (() => Promise<Applied>)[] }>()
  const found: Plan['found'] = new Map()
  for (const layer of layers) {
    const told = { matched: 0, missing: [] as string[] }
    found.set(layer.file, told)
    for (const module of layer.modules.values()) {
      const place = find(module.flat)
      const uses = usesOf(layer, module, place)
      if (!place || uses.length === 0) {
        told.missing.push(module.flat)
        continue
      }
      told.matched++
      for (const { site, applied } of uses) {
        const key = site.shared ? `${site.name} ${site.node} ${site.input}` : site.name
        const edit = edits.get(key) ?? { site, what: [] }
        edit.what.push(applied)
        edits.set(key, edit)
      }
    }
    if (told.missing.length === 0) continue
    const why = whyMissing(graph, nameless)
    if (why)
      throw new StudioError(
        'invalid-input',
        `The LoRA "${layer.file.name}" cannot be laid on ${file}: ${why}`,
      )
    if (told.matched === 0) throw new StudioError('invalid-input', noneFound(layer.file, file))
  }
  return { edits: [...edits.values()], found }
}

type Place = { path: string; weight?: Site; bias?: Site } | undefined

function usesOf({ file, strength, alphaOf }: Layer, module: LoraModule, place: Place) {
  const uses: { site: Site; applied: () => Promise<Applied> }[] = []
  const kind = kindOf(module, file.name)
  const check = (shape: readonly [number, number], site: Site) => {
    const [out, into] = rows(site.shape)
    if (shape[0] !== out || shape[1] !== into)
      throw new StudioError(
        'invalid-input',
        `The LoRA "${file.name}" was made for another base model: its ${module.flat} is ${shape.join(' x ')}, this model's ${out} x ${into}`,
      )
  }
  if (kind && place?.weight) {
    const site = place.weight
    const read = readerOf(file, module, site.shape, alphaOf)
    check(kinds[kind].size(read), site)
    uses.push({
      site,
      applied: async () => ({
        strength,
        change: await kinds[kind].change(read),
        dora: read.has('dora_scale')
          ? { scale: await read.floats('dora_scale'), axis: doraAxis(file, module, site.shape[0]!) }
          : null,
      }),
    })
  }
  for (const part of ['diff_b', 'b_norm']) {
    const key = module.keys.get(part)
    if (!key || !place?.bias) continue
    check([file.tensors.get(key)!.shape.reduce((a, b) => a * b, 1), 1], place.bias)
    uses.push({
      site: place.bias,
      applied: async () => ({
        strength,
        change: { how: 'dense', delta: await file.floats(key) },
        dora: null,
      }),
    })
  }
  return uses
}

/** peft has one length per output; LyCORIS too ([out, 1, ...]), or in older files one per input ([1, in, ...]). */
function doraAxis({ tensors }: LoraFile, { keys }: LoraModule, out: number): 'out' | 'in' {
  const key = keys.get('dora_scale')!
  return key.includes('magnitude') || tensors.get(key)!.shape[0] === out ? 'out' : 'in'
}

/** Sites by diffusers' names, by those of the original checkpoints, and for a text encoder with or without its wrapping. */
function finderOf(sites: Sites, part: LoraPart, layers: number): (flat: string) => Place {
  if (part !== 'unet')
    return flat =>
      sites.get(flat) ?? sites.get(`text_model_${flat}`) ?? sites.get(flat.replace(/^text_model_/, ''))
  const attended = (block: string) => [...sites.keys()].some(flat => flat.startsWith(`${block}_attentions_`))
  const original = new Map<string, string>()
  for (const flat of sites.keys()) {
    const name = ldmName(flat, layers, attended)
    if (name) original.set(name, flat)
  }
  return flat => sites.get(flat) ?? sites.get(original.get(flat) ?? '')
}

/** Why the graph itself does not show its layers; half a LoRA would be worse than none. */
function whyMissing(graph: OnnxGraph, nameless: number): string | null {
  const fused = fusedAttention(graph)
  if (fused)
    return `its attention was fused by an optimiser (${fused}), so that queries, keys and values have no weights of their own; use the export that was not optimised`
  return nameless
    ? `${nameless} of its matrices say nothing of the layer that they belong to; export the model again with optimum-cli`
    : null
}

function noneFound({ name, metadata }: LoraFile, file: string): string {
  const base = metadata['modelspec.architecture'] ?? metadata.ss_base_model_version
  return `The LoRA "${name}" was made for another base model${base ? ` (it says ${base})` : ''}: none of its layers is in ${file}`
}
