import type { Generation } from '#shared/generation.ts'
import { call } from '../api.ts'
import { listed } from '../stores/jobs.ts'
import { rememberRolled, rolledOf } from '../stores/rolled.ts'
import { explain, toast } from '../stores/toasts.ts'
import { openPicture, setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { recall } from './recall.ts'

/**
 * What was chosen among drafts: its settings go onto the desk, the seed locked, and it is drawn in full before
 * everything that waits; shown at once when it has been.
 */
export async function openRoll(generation: Generation, model: string): Promise<void> {
  const undo = recall(generation, model, 'all')
  toast(t.recalled.all, { kind: 'recall', action: { label: t.undo, run: undo } })
  const known = rolledOf(generation, model)
  if (known?.picture) return openPicture(known.picture)
  try {
    const job = known?.open ? known.job : await rollExactly(generation, model)
    setView({ page: 'stage', show: 'live', job })
  } catch (error) {
    explain(error)
  }
}

async function rollExactly(generation: Generation, model: string): Promise<string> {
  const { ids } = await call('jobs.add', { jobs: [{ model, generation, count: 1 }], front: true })
  const job = ids[0]!
  rememberRolled(generation, model, job)
  await listed(job)
  return job
}
