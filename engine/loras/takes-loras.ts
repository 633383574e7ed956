import { readGraph } from '../graph/onnx-graph.ts'
import { fileSource } from '../graph/wire.ts'
import { fusedAttention, sitesOf, unmergeable } from './sites.ts'

/** Why LoRAs cannot be laid on a U-Net's graph, in words that follow "its"; null when they can. Reads names and shapes. */
export function whyNoLoras(file: string): string | null {
  const source = fileSource(file)
  try {
    const graph = readGraph(source)
    const why = unmergeable(graph)
    if (why) return why
    const fused = fusedAttention(graph)
    if (fused) return `attention was fused by an optimiser (${fused})`
    const { sites, nameless } = sitesOf(graph)
    if (nameless) return 'graph was written without the names of its layers'
    return [...sites.keys()].some(flat => /attn2_to_k$/.test(flat))
      ? null
      : "U-Net is not built as Stable Diffusion's"
  } catch {
    return 'U-Net cannot be read'
  } finally {
    source.close()
  }
}
