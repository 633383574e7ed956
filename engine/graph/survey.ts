import { statSync } from 'node:fs'
import { type Claim, claims } from './claims.ts'
import { declaredElements } from './declared-elements.ts'
import { type Calls, expandedNodes } from './expanded-nodes.ts'
import { readTensor, TensorProblem } from './tensor-claims.ts'
import { type Field, fields, fileSource, type Source, textOf } from './wire.ts'

/** What a graph is made of and what it asks for, read without its weights. */
export type Survey = {
  inputs: string[]
  /** Operators by domain, those that the file defines itself left out. */
  byDomain: Map<string, Set<string>>
  /** What its weights claim of files beside it, by their names as the graph has them. */
  claims: ReadonlyMap<string, Claim>
}

/** More than any model that draws: those of billions of parameters have some ten thousand nodes, three levels deep. */
export const graphLimits = {
  /** Of the file without what lies beside it: protobuf's own. */
  bytes: 2 ** 31 - 1,
  /** Of all its graphs, each function as often as it is called. */
  nodes: 100_000,
  /** Graphs within loops and branches within graphs. */
  depth: 16,
  /** Fields of the file that are looked at. */
  fields: 20_000_000,
  /** Numbers that an input of a fixed size has. */
  elements: 2 ** 28,
} as const

/** Says why a graph is not opened, as the end of a sentence that begins with its name. */
export class GraphProblem extends Error {}

/** Field numbers of onnx.proto. */
const no = {
  model: { graph: 7, functions: 25 },
  graph: { node: 1, initializer: 5, input: 11, sparse: 15 },
  node: { op: 4, attribute: 5, domain: 7, overload: 8 },
  attribute: { tensor: 5, graph: 6, tensors: 10, graphs: 11, sparse: 22, sparses: 23 },
  function: { name: 1, node: 7, domain: 10, attribute: 11, overload: 13 },
  sparse: { values: 1, indices: 2 },
  value: { name: 1 },
} as const

const held = new Map<string, { stamp: string; survey: Survey }>()
const heldAtMost = 32

/** The survey of a file; of one that has not changed the same again. Errors: `GraphProblem`, and any where it is no graph. */
export function surveyFile(file: string): Survey {
  const { size, mtimeMs, ino } = statSync(file)
  const stamp = `${size} ${mtimeMs} ${ino}`
  const known = held.get(file)
  if (known?.stamp === stamp) return known.survey
  const source = fileSource(file)
  try {
    const survey = surveyOf(source)
    held.delete(file)
    held.set(file, { stamp, survey })
    if (held.size > heldAtMost) held.delete(held.keys().next().value!)
    return survey
  } finally {
    source.close()
  }
}

/**
 * Walks a model once, every graph, function and tensor in it, the second of a kind as the first: protobuf's readers merge
 * what comes twice. Takes no memory for what is too large. Errors: `GraphProblem`, and any where the bytes are no graph.
 */
export function surveyOf(source: Source): Survey {
  if (source.size > graphLimits.bytes) throw new GraphProblem('has over 2 GiB, which no ONNX graph can')
  const inputs: string[] = []
  const used: Calls = new Map()
  const own = new Map<string, Calls>()
  const found = claims()
  let graphs = 0
  let [looked, nodes] = [0, 0]

  function* within(field?: Field): Generator<Field> {
    for (const part of fields(source, field?.at, field?.end)) {
      if (++looked > graphLimits.fields)
        throw new GraphProblem(`has more than ${graphLimits.fields} parts, more than any model that draws`)
      yield part
    }
  }
  const tensor = (field: Field) => found.add(readTensor(source, field, within))
  const sparse = (field: Field) => {
    for (const part of within(field))
      if (part.number === no.sparse.values || part.number === no.sparse.indices) tensor(part)
  }

  function graph(field: Field, calls: Calls, depth: number): void {
    if (depth > graphLimits.depth)
      throw new GraphProblem(`has graphs within graphs, more than ${graphLimits.depth} deep`)
    for (const part of within(field))
      if (part.number === no.graph.node) node(part, calls, depth)
      else if (part.number === no.graph.initializer) tensor(part)
      else if (part.number === no.graph.sparse) sparse(part)
      else if (part.number === no.graph.input && depth === 0) input(part)
  }
  function input(field: Field): void {
    const name = textIn(source, field, no.value.name)
    inputs.push(name)
    if (declaredElements(source, field) > graphLimits.elements)
      throw new GraphProblem(`asks for more than ${graphLimits.elements} numbers as its input ${name}`)
  }
  function node(field: Field, calls: Calls, depth: number): void {
    if (++nodes > graphLimits.nodes) throw tooMany()
    let [domain, op, overload] = ['', '', '']
    for (const part of within(field))
      if (part.number === no.node.op) op = textOf(source, part)
      else if (part.number === no.node.domain) domain = textOf(source, part)
      else if (part.number === no.node.overload) overload = textOf(source, part)
      else if (part.number === no.node.attribute) attribute(part, calls, depth)
    const key = keyOf(domain, op, overload)
    calls.set(key, (calls.get(key) ?? 0) + 1)
  }
  function attribute(field: Field, calls: Calls, depth: number): void {
    const { attribute } = no
    for (const part of within(field)) {
      const { number } = part
      if (number === attribute.graph || number === attribute.graphs) graph(part, calls, depth + 1)
      else if (number === attribute.tensor || number === attribute.tensors) tensor(part)
      else if (number === attribute.sparse || number === attribute.sparses) sparse(part)
    }
  }
  function define(field: Field): void {
    const calls: Calls = new Map()
    for (const part of within(field))
      if (part.number === no.function.node) node(part, calls, 0)
      else if (part.number === no.function.attribute) attribute(part, calls, 0)
    const [domain, name, overload] = (['domain', 'name', 'overload'] as const).map(key =>
      textIn(source, field, no.function[key]),
    )
    own.set(keyOf(domain!, name!, overload!), calls)
  }

  try {
    for (const part of within())
      if (part.number === no.model.graph) {
        graphs++
        graph(part, used, 0)
      } else if (part.number === no.model.functions) define(part)
  } catch (error) {
    throw error instanceof TensorProblem ? new GraphProblem(error.message) : error
  }
  if (!graphs) throw new Error('no graph in the file')
  const expanded = expandedNodes(used, own)
  if (expanded === null) throw new GraphProblem('has functions that call themselves')
  if (expanded > graphLimits.nodes) throw tooMany()
  return { inputs, byDomain: byDomain([used, ...own.values()], own), claims: found.all }
}

const tooMany = () =>
  new GraphProblem(`has more than ${graphLimits.nodes} operators, more than any model that draws`)

const keyOf = (domain: string, op: string, overload: string) =>
  `${domain === 'ai.onnx' ? '' : domain} ${op} ${overload}`

function byDomain(used: readonly Calls[], own: ReadonlyMap<string, Calls>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const calls of used)
    for (const key of calls.keys()) {
      if (own.has(key)) continue
      const [domain = '', op = ''] = key.split(' ')
      const ops = found.get(domain) ?? new Set<string>()
      found.set(domain, ops.add(op))
    }
  return found
}

function textIn(source: Source, field: Field, number: number): string {
  for (const part of fields(source, field.at, field.end))
    if (part.number === number) return textOf(source, part)
  return ''
}
