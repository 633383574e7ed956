/** How a scorer's logits become probabilities: shared among texts (CLIP), or each text for itself (SigLIP). */
export type BeliefKind = 'softmax' | 'sigmoid'

export type Believing = { kind: BeliefKind; logitScale: number; logitBias: number }

/** 1 / (1 + e^-x). */
export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

/** A softmax of the scaled cosines: how belief is shared among texts, in all 1. */
export function sharesOf(scores: readonly number[], logitScale: number): number[] {
  const most = Math.max(...scores)
  const weights = scores.map(score => Math.exp(logitScale * (score - most)))
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map(weight => weight / sum)
}

/**
 * What the scorer believes of one picture, 0..1 for each text: a softmax over the texts (Radford et al. 2021,
 * arXiv:2103.00020), or a sigmoid of each (Zhai et al. 2023, arXiv:2303.15343).
 */
export const beliefs = (scores: readonly number[], { kind, logitScale, logitBias }: Believing): number[] =>
  kind === 'softmax'
    ? sharesOf(scores, logitScale)
    : scores.map(score => sigmoid(logitScale * score + logitBias))

/** Of unit vectors. */
export const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0)

/** To length 1; nothing stays nothing. */
export function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return vector.map(value => value / (length || 1))
}
