import { existsSync } from 'node:fs'
import { type Field, fields, fileSource, type Source, textOf } from './wire.ts'

/** What a graph is made of, without its weights: its inputs, and its operators by the domain that they belong to. */
export type Operators = { inputs: string[]; byDomain: Map<string, Set<string>> }

/** Field numbers of onnx.proto. */
const no = {
  model: { graph: 7, functions: 25 },
  graph: { node: 1, input: 11 },
  node: { op: 4, attribute: 5, domain: 7 },
  attribute: { graph: 6, graphs: 11 },
  function: { name: 1, node: 7, domain: 10 },
  value: { name: 1 },
} as const

/**
 * Reads an ONNX file's operators, those of loops, branches and functions among them. What the file itself defines as a
 * function counts as what it is made of. Null where the file cannot be read as a graph.
 */
export function readOperators(file: string): Operators | null {
  if (!existsSync(file)) return null
  const source = fileSource(file)
  try {
    const inputs: string[] = []
    const used: { domain: string; op: string }[] = []
    const own = new Set<string>()
    let found = false
    for (const part of fields(source)) {
      if (part.number === no.model.graph) {
        found = true
        readGraph(source, part, used, inputs)
      } else if (part.number === no.model.functions) own.add(readFunction(source, part, used))
    }
    if (!found) return null
    const byDomain = new Map<string, Set<string>>()
    for (const { domain, op } of used) {
      if (own.has(`${domain} ${op}`)) continue
      const ops = byDomain.get(domain) ?? new Set<string>()
      byDomain.set(domain, ops.add(op))
    }
    return { inputs, byDomain }
  } catch {
    return null
  } finally {
    source.close()
  }
}

type Used = { domain: string; op: string }[]

function readGraph(source: Source, field: Field, used: Used, inputs: string[] | null): void {
  for (const part of fields(source, field.at, field.end)) {
    if (part.number === no.graph.node) readNode(source, part, used)
    else if (part.number === no.graph.input && inputs) inputs.push(textIn(source, part, no.value.name))
  }
}

function readNode(source: Source, field: Field, used: Used): void {
  let [domain, op] = ['', '']
  for (const part of fields(source, field.at, field.end)) {
    if (part.number === no.node.op) op = textOf(source, part)
    else if (part.number === no.node.domain) domain = textOf(source, part)
    else if (part.number === no.node.attribute)
      for (const inner of fields(source, part.at, part.end))
        if (inner.number === no.attribute.graph || inner.number === no.attribute.graphs)
          readGraph(source, inner, used, null)
  }
  used.push({ domain: domain === 'ai.onnx' ? '' : domain, op })
}

function readFunction(source: Source, field: Field, used: Used): string {
  for (const part of fields(source, field.at, field.end))
    if (part.number === no.function.node) readNode(source, part, used)
  return `${textIn(source, field, no.function.domain)} ${textIn(source, field, no.function.name)}`
}

function textIn(source: Source, field: Field, number: number): string {
  for (const part of fields(source, field.at, field.end))
    if (part.number === number) return textOf(source, part)
  return ''
}
