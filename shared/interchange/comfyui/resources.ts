import { modelName, numberOf, recordOf, textOf } from '../fields.ts'
import type { Foreign, Lora } from '../foreign.ts'
import { along, type Graph, held, linked, type Node, upstream } from './graph.ts'

/** The checkpoint and the LoRAs on the way from it to the sampler, in the order in which they are laid on; `nodes` are those that said so. */
export function modelsTold(
  graph: Graph,
  from: Node | undefined,
): Pick<Foreign, 'model' | 'loras'> & { nodes: Node[] } {
  const loras: Lora[] = []
  const nodes: Node[] = []
  for (const node of along(graph, from, 'model')) {
    const laid = lorasOf(graph, node)
    loras.unshift(...laid)
    const name = ['ckpt_name', 'unet_name', 'model_name']
      .map(key => textOf(held(graph, node, key)))
      .find(Boolean)
    if (laid.length || name) nodes.push(node)
    if (name) return { model: { name: modelName(name), hash: null }, loras, nodes }
  }
  return { model: { name: null, hash: null }, loras, nodes }
}

function lorasOf(graph: Graph, node: Node): Lora[] {
  const single = textOf(held(graph, node, 'lora_name'))
  if (single) {
    const weight = numberOf(held(graph, node, 'strength_model')) ?? null
    return [{ name: modelName(single) ?? single, weight, hash: null }]
  }
  // rgthree's Power Lora Loader: lora_1, lora_2, each with a switch.
  return Object.entries(node.inputs)
    .filter(([name]) => /^lora_\d{1,3}$/.test(name))
    .map(([, value]) => recordOf(value))
    .filter(entry => entry?.on === true)
    .map(entry => ({
      name: modelName(textOf(entry?.lora)) ?? '',
      weight: numberOf(entry?.strength) ?? null,
      hash: null,
    }))
}

/** How many of the text encoder's layers are left out, counted as A1111 does: 1 is none. */
export function clipSkipTold(graph: Graph, encoder: Node | undefined): number | null {
  for (const node of along(graph, linked(graph, encoder, 'clip'), 'clip')) {
    const layer = numberOf(held(graph, node, 'stop_at_clip_layer'))
    if (layer !== undefined) return Math.abs(layer)
  }
  return null
}

export type LatentTold = Pick<Foreign, 'width' | 'height'> & { fromPicture: boolean; nodes: Set<Node> }

/** What drawing began from: an empty latent of some size, or a picture. */
export function latentTold(graph: Graph, sampler: Node): LatentTold {
  const nodes = upstream(graph, [linked(graph, sampler, 'latent_image')])
  const fromPicture = [...nodes].some(({ type }) => /VAEEncode|LoadImage/.test(type))
  const empty = [...nodes].find(({ type }) => /Empty.*Latent|EmptyLatent/i.test(type))
  const side = (name: string) => numberOf(held(graph, empty, name)) ?? null
  return { width: side('width'), height: side('height'), fromPicture, nodes }
}
