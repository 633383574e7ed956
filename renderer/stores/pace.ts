import { create } from 'zustand'
import { isDrawn } from '#shared/studio/jobs.ts'
import { paceOf } from '../lib/pace.ts'
import { runningJob, useJobs } from './jobs.ts'
import { modelById } from './models.ts'

/** By model: ms for a step and a pixel, of the picture that was drawn last here. */
export const usePace = create<{ paces: Record<string, number> }>(() => ({ paces: {} }))

/** The picture in work: when its first step was seen, and which that was. */
let seen: { key: string; step: number; steps: number; at: number; drawn: number } | null = null

useJobs.subscribe(state => {
  const job = runningJob(state)
  if (!job || !isDrawn(job)) return
  const { model, generation, grid } = job.request
  const drawn = job.pictures.length
  if (seen?.key === job.id && drawn > seen.drawn) {
    const defaults = modelById(model)?.defaults
    // In a grid, size and model may be the cell's own: those would be told wrongly.
    const plain = !grid || !/^(width|height|model)=/m.test(Object.values(grid.axes).join('\n'))
    const size = defaults && {
      steps: seen.steps,
      width: generation.width ?? defaults.width,
      height: generation.height ?? defaults.height,
    }
    const pace = plain && size ? paceOf(performance.now() - seen.at, seen.step, size) : null
    if (pace !== null) usePace.setState(({ paces }) => ({ paces: { ...paces, [model]: pace } }))
    seen = null
  }
  if (job.step > 0 && (seen?.key !== job.id || seen.drawn !== drawn || job.step < seen.step))
    seen = { key: job.id, step: job.step, steps: job.steps, at: performance.now(), drawn }
})
