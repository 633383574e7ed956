import { StudioError } from '#shared/errors.ts'
import type { Session } from '../runtime.ts'
import { addWords } from './add-words.ts'
import { findText } from './find-text.ts'
import { readGraph } from './onnx-graph.ts'
import { made } from './patched.ts'
import { fileSource } from './wire.ts'

export type WordsGraph = {
  bytes: Uint8Array | null
  file: string
  /** Of the table of words; null where none was found. */
  width: number | null
  /** How many of the last layers can be left out, less one: 1 is none. */
  skips: number
}

/** Numbers of one word's vector in a text encoder's table; null where the table is not found. */
export function wordsWidth(file: string, session: Session): number | null {
  const source = fileSource(file)
  try {
    return (
      findText(readGraph(source), session.inputs[0]!.name, hiddenOutput(session).name).words?.width ?? null
    )
  } catch {
    return null
  } finally {
    source.close()
  }
}

const hiddenOutput = ({ outputs }: Session) =>
  outputs.find(({ name }) => name === 'last_hidden_state') ?? outputs[0]!

const floats: Readonly<Record<string, number>> = { float32: 1, float16: 10 }

/**
 * A text encoder's graph with ways in for vectors and ways out for earlier layers (`addWords`). The file is only read.
 * Errors: `model-broken` when it is no graph, or none of both was found.
 */
export async function wordsGraph(file: string, session: Session): Promise<WordsGraph> {
  const source = fileSource(file)
  try {
    const graph = readGraph(source)
    const hidden = hiddenOutput(session)
    const found = findText(graph, session.inputs[0]!.name, hidden.name)
    const pieces = addWords(source, graph, found, floats[hidden.type] ?? 1)
    const edited = await made({ file, source, graph, pieces, what: '-words' })
    return { ...edited, width: found.words?.width ?? null, skips: Math.max(1, found.layers.length) }
  } catch (error) {
    throw new StudioError(
      'model-broken',
      `${file}: its graph cannot be edited (${(error as Error).message}), which textual inversions and CLIP skip need; words and weights work without`,
      { cause: error },
    )
  } finally {
    source.close()
  }
}
