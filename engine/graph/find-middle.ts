import { makersOf } from './makers.ts'
import type { GraphNode, OnnxGraph } from './onnx-graph.ts'

/** The middle of a U-Net: what its way down ends in and its way up begins with. */
export type Middle = {
  /** The value's name. */
  value: string
  /** The node that makes it, by its place in the graph. */
  node: number
  /** ONNX's number of its element type: 1 float32, 10 float16. */
  type: number
  /** Null where it cannot be told from the weights. */
  channels: number | null
  /** Strides on the way from the latent to it, one after another. */
  strides: number[]
}

/** What a value depends on of the latent: the strides so far. Absent for what does not come from it. */
type Ways = Map<string, number[]>

/** These tell sizes, not pictures: what comes from them is no feature map. */
const sizes = new Set(['Shape', 'Size', 'ConstantOfShape', 'Range', 'NonZero'])
const pools = new Set(['AveragePool', 'MaxPool', 'LpPool'])
const grows = new Set(['Resize', 'Upsample', 'ConvTranspose', 'DepthToSpace'])

/**
 * Finds the middle: the output of the last node called after `mid_block`, or, in a graph without such names, what meets
 * the first skip connection at the smallest size, or is the first to be enlarged there.
 * Null when the graph is no U-Net.
 */
export function findMiddle(graph: OnnxGraph, sample: string): Middle | null {
  const ways = waysDown(graph, sample)
  const found = byName(graph, ways) ?? byShape(graph, ways)
  if (!found) return null
  return { ...found, strides: ways.get(found.value) ?? [], ...kindOf(graph, found.node) }
}

type Found = { value: string; node: number }

function byName({ nodes }: OnnxGraph, ways: Ways): Found | null {
  const node = nodes.findLastIndex(
    ({ name, outputs }) => /(^|[/.])mid_block\b/.test(name) && ways.has(outputs[0]!),
  )
  return node < 0 ? null : { value: nodes[node]!.outputs[0]!, node }
}

function byShape({ nodes }: OnnxGraph, ways: Ways): Found | null {
  const depth = (value: string) => ways.get(value)?.length ?? 0
  const deepest = Math.max(0, ...[...ways.keys()].map(depth))
  if (deepest === 0) return null
  const makers = makersOf(nodes)
  for (const node of nodes) {
    const value = grows.has(node.op) ? node.inputs[0]! : meets(node, ways, makers, nodes)
    const maker = value === null ? undefined : makers.get(value)
    if (value !== null && maker !== undefined && depth(value) === deepest) return { value, node: maker }
  }
  return null
}

/** Of a concatenation along the channels: the input that comes from the other one, which is its skip. */
function meets(node: GraphNode, ways: Ways, makers: Map<string, number>, nodes: GraphNode[]): string | null {
  if (node.op !== 'Concat' || node.axis !== 1 || node.inputs.length !== 2) return null
  const [a, b] = node.inputs as [string, string]
  if (!ways.has(a) || !ways.has(b)) return null
  if (comesFrom(a, b, makers, nodes)) return a
  return comesFrom(b, a, makers, nodes) ? b : null
}

function comesFrom(value: string, origin: string, makers: Map<string, number>, nodes: GraphNode[]): boolean {
  const seen = new Set<string>()
  const open = [value]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === origin) return true
    if (seen.has(at)) continue
    seen.add(at)
    const maker = makers.get(at)
    if (maker !== undefined) open.push(...nodes[maker]!.inputs)
  }
  return false
}

/** The strides that lie between the latent and every value that comes from it. Nodes are in the order of their work. */
function waysDown({ nodes }: OnnxGraph, sample: string): Ways {
  const ways: Ways = new Map([[sample, []]])
  for (const { op, inputs, outputs, strides } of nodes) {
    if (sizes.has(op)) continue
    // An enlarged picture is past the middle, whatever meets it there.
    const longest = inputs
      .map(input => ways.get(input))
      .filter(way => way !== undefined)
      .reduce<number[] | null>((best, way) => (best && best.length >= way.length ? best : way), null)
    if (!longest) continue
    const stride = op === 'Conv' || pools.has(op) ? Math.max(1, ...strides) : 1
    for (const output of outputs) ways.set(output, stride > 1 ? [...longest, stride] : longest)
  }
  return ways
}

/** Element type and channels, from the nearest weights or cast on the way back. */
function kindOf({ nodes, weights, types }: OnnxGraph, start: number): Pick<Middle, 'type' | 'channels'> {
  const makers = makersOf(nodes)
  const declared = types.get(nodes[start]!.outputs[0]!)
  let type = declared ?? null
  let channels: number | null = null
  const seen = new Set<number>()
  // Breadth first: the nearest comes first. Only what keeps the shape may tell the channels.
  let front: { at: number; same: boolean }[] = [{ at: start, same: true }]
  while (front.length && (type === null || channels === null)) {
    const next: typeof front = []
    for (const { at, same } of front) {
      if (seen.has(at)) continue
      seen.add(at)
      const { op, inputs, to } = nodes[at]!
      const held =
        op === 'Conv' ? weights.get(inputs[1]!) : inputs.map(name => weights.get(name)).find(Boolean)
      if (op === 'Cast') type ??= to
      else if (held && (op === 'Conv' || op === 'MatMul' || op === 'Gemm')) type ??= held.type
      if (op === 'Conv' && same && held) channels ??= held.dims[0]!
      if (op === 'Conv') continue
      const keeps = same && ['Add', 'Div', 'Mul', 'Sub', 'Identity', 'Cast'].includes(op)
      for (const input of inputs) {
        const maker = makers.get(input)
        if (maker !== undefined) next.push({ at: maker, same: keeps })
      }
    }
    front = next
  }
  return { type: type ?? 1, channels }
}
