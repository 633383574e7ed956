import type { ScorerReport } from '#shared/score-contract.ts'
import type { Scorer } from './open.ts'

/** Who scored, and what its numbers mean. */
export const reportOf = async (scorer: Scorer): Promise<ScorerReport> => ({
  scorer: scorer.folder,
  id: await scorer.id(),
  kind: scorer.kind,
  notes: scorer.notes,
})
