import { listOf, recordOf } from '../fields.ts'
import type { Json } from '../json.ts'
import { type Graph, graphLimits, type Node } from './graph.ts'

/** In what order the editor saves the values of the nodes that settings come from; null are its own buttons. */
const widgets: Readonly<Record<string, readonly (string | null)[]>> = {
  KSampler: ['seed', null, 'steps', 'cfg', 'sampler_name', 'scheduler', 'denoise'],
  KSamplerAdvanced: [
    ...['add_noise', 'noise_seed', null, 'steps', 'cfg', 'sampler_name', 'scheduler'],
    ...['start_at_step', 'end_at_step', 'return_with_leftover_noise'],
  ],
  SamplerCustom: ['add_noise', 'noise_seed', null, 'cfg'],
  SamplerCustomAdvanced: [],
  RandomNoise: ['noise_seed', null],
  KSamplerSelect: ['sampler_name'],
  BasicScheduler: ['scheduler', 'steps', 'denoise'],
  KarrasScheduler: ['steps', 'sigma_max', 'sigma_min', 'rho'],
  ExponentialScheduler: ['steps', 'sigma_max', 'sigma_min'],
  PolyexponentialScheduler: ['steps', 'sigma_max', 'sigma_min', 'rho'],
  SDTurboScheduler: ['steps', 'denoise'],
  CFGGuider: ['cfg'],
  CLIPTextEncode: ['text'],
  CLIPTextEncodeSDXL: [
    ...['width', 'height', 'crop_w', 'crop_h', 'target_width', 'target_height', 'text_g', 'text_l'],
  ],
  CLIPSetLastLayer: ['stop_at_clip_layer'],
  EmptyLatentImage: ['width', 'height', 'batch_size'],
  EmptySD3LatentImage: ['width', 'height', 'batch_size'],
  CheckpointLoaderSimple: ['ckpt_name'],
  CheckpointLoader: ['config_name', 'ckpt_name'],
  UNETLoader: ['unet_name', 'weight_dtype'],
  LoraLoader: ['lora_name', 'strength_model', 'strength_clip'],
  LoraLoaderModelOnly: ['lora_name', 'strength_model'],
  PrimitiveNode: ['value'],
  PrimitiveInt: ['value'],
  PrimitiveFloat: ['value'],
  PrimitiveString: ['value'],
  PrimitiveStringMultiline: ['value'],
  SaveImage: ['filename_prefix'],
}

/** As the editor marks nodes that never run, and those that only pass on what comes in. */
const [muted, bypassed] = [2, 4]

/** The graph as it would be run, from the `workflow` that the editor saves: nodes with values in a row, and a list of links. */
export function graphOfWorkflow(workflow: Json): Graph {
  const links = new Map<number, [string, number]>()
  for (const entry of Array.isArray(workflow.links) ? workflow.links : []) {
    const [id, from, slot] = Array.isArray(entry) ? entry : linkRecord(recordOf(entry))
    if (typeof id === 'number' && typeof slot === 'number') links.set(id, [String(from), slot])
  }
  const graph = new Map<string, Node>()
  const nodes = Array.isArray(workflow.nodes) ? workflow.nodes.slice(0, graphLimits.nodes) : []
  for (const entry of nodes) {
    const node = recordOf(entry)
    if (typeof node?.type !== 'string' || node.mode === muted) continue
    const type = node.mode === bypassed ? 'Reroute' : node.type
    graph.set(String(node.id), {
      id: String(node.id),
      type,
      inputs: inputsOf(node, type, links),
    })
  }
  return graph
}

/** Links are lists, and within subgraphs records. */
const linkRecord = (link: Json | undefined) => [link?.id, link?.origin_id, link?.origin_slot]

function inputsOf(node: Json, type: string, links: ReadonlyMap<number, [string, number]>): Json {
  const inputs: Json = {}
  const names = widgets[type] ?? []
  listOf(node.widgets_values).forEach((value, i) => {
    const name = names[i]
    if (name) inputs[name] = value
  })
  // A value that was made an input keeps its place in the row; the link counts.
  for (const entry of listOf(node.inputs)) {
    const input = recordOf(entry)
    const link = typeof input?.link === 'number' ? links.get(input.link) : undefined
    if (link && typeof input?.name === 'string') inputs[input.name] = link
  }
  return inputs
}
