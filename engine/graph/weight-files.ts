import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readGraph } from './onnx-graph.ts'
import { fileSource } from './wire.ts'

export type WeightFile = { file: string; bytes: number }

/**
 * A graph's file and those beside it that hold its weights, each with its size in bytes. Of a file that is no graph, and
 * of files that are missing, nothing is said: opening it tells what is wrong.
 */
export async function weightFiles(graph: string): Promise<WeightFile[]> {
  const files = [graph, ...besideOf(graph)]
  const found = await Promise.all(
    files.map(async file => ({ file, bytes: (await stat(file).catch(() => null))?.size ?? 0 })),
  )
  return found.filter(({ bytes }) => bytes > 0)
}

function besideOf(graph: string): string[] {
  let source: ReturnType<typeof fileSource> | undefined
  try {
    source = fileSource(graph)
    const names = [...readGraph(source).weights.values()].flatMap(({ beside }) => beside?.location ?? [])
    return [...new Set(names)].map(name => join(dirname(graph), name))
  } catch {
    return []
  } finally {
    source?.close()
  }
}
