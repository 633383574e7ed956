import { surveyFile } from './survey.ts'

/** What a graph is made of, without its weights: its inputs, and its operators by the domain that they belong to. */
export type Operators = { inputs: string[]; byDomain: Map<string, Set<string>> }

/**
 * Reads an ONNX file's operators, those of loops, branches and functions among them. What the file itself defines as a
 * function counts as what it is made of. Null where the file cannot be read as a graph.
 */
export function readOperators(file: string): Operators | null {
  try {
    return surveyFile(file)
  } catch {
    return null
  }
}
