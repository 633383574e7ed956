import { readGraph } from '../graph/onnx-graph.ts'
import { fileSource } from '../graph/wire.ts'
import type { Tensor } from '../tensor.ts'
import { layersOf } from './layers.ts'
import { type RunOptions, runLayers } from './run-layers.ts'

/**
 * Of the largest value on the way: what a part of a layer may have beside what is held between two layers. More would be no
 * faster, as freed memory that is taken anew has to be cleared (docs/devices.md has the sizes tried). A graph that measures
 * nothing is one layer, which holds nothing.
 */
const shareOf = (layers: number) => (layers > 1 ? 1 / 16 : 1)

type Options = Pick<RunOptions, 'open' | 'signal'> & {
  file: string
  input: string
  output: string
  /** Cells of a side: parts of a layer are as large as the memory that a whole picture of that side would take. */
  tile: number
}

/**
 * Decodes a latent [1, C, h, w] layer by layer, as after pkuliyi2015's Tiled VAE: what measures the whole picture (group
 * normalisation, attention) sees the whole, what lies between is run in tiles. It is the whole decode but for rounding; what
 * it holds between two layers is as large as they make it. Null for a graph that cannot be cut.
 */
export async function decodeInLayers(
  latent: Tensor,
  { file, input, output, tile, open, signal }: Options,
): Promise<Tensor | null> {
  const source = fileSource(file)
  try {
    const graph = readGraph(source)
    const layers = layersOf(source, graph, input, output)
    if (!layers.some(({ local }) => local) || layers[0]!.reads.length !== 1) return null
    const most = shareOf(layers.length) * tile ** 2 * Math.max(...layers.map(({ load }) => load))
    return await runLayers(source, graph, layers, latent, { open, most, signal })
  } finally {
    source.close()
  }
}
