import type { Embeddings } from '../prompt/embeddings.ts'

/** Textual inversions that fit XL as its refiner reads them: by the vectors of the second text encoder, its only one. */
export const embeddingsOfRefiner = (embeddings: Embeddings): Embeddings =>
  new Map([...embeddings].map(([name, one]) => [name, { ...one, towers: one.towers.slice(-1) }]))
