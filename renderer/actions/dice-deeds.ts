import { type Count, setDesk, useDesk } from '../stores/desk.ts'
import { cancelJobs, isOpen, pauseJobs, runningJob, useJobs } from '../stores/jobs.ts'
import { modelById } from '../stores/models.ts'
import { newSeed, stepSeed } from '../stores/request.ts'
import { openDialog } from '../stores/view.ts'
import { rollOnly } from './dice-tray.ts'
import { gridOfDesk } from './grids.ts'
import { roll } from './roll.ts'
import type { Deeds } from './types.ts'

const count = (count: Count) => ({ run: () => setDesk({ count }) })
const open = () => useJobs.getState().jobs.some(isOpen)

export const diceDeeds: Deeds<
  | 'roll'
  | 'roll.front'
  | 'best'
  | 'grid.make'
  | 'roll.layout'
  | 'roll.texture'
  | 'walk'
  | 'count.one'
  | 'count.four'
  | 'count.nine'
  | 'count.sixteen'
  | 'seed.lock'
  | 'seed.next'
  | 'seed.previous'
  | 'seed.new'
  | 'job.cancel'
  | 'jobs.cancelAll'
  | 'jobs.pause'
> = {
  roll: { run: () => roll() },
  'roll.front': { run: () => roll(true) },
  'grid.make': {
    run: () => gridOfDesk(),
    enabled: () => modelById(useDesk.getState().model)?.problem === null,
  },
  best: { run: () => openDialog('best') },
  'roll.layout': { run: () => rollOnly('layout') },
  'roll.texture': { run: () => rollOnly('texture') },
  walk: { run: () => openDialog('walk') },
  'count.one': count(1),
  'count.four': count(4),
  'count.nine': count(9),
  'count.sixteen': count(16),
  'seed.lock': { run: () => setDesk({ locked: !useDesk.getState().locked }) },
  'seed.next': { run: () => stepSeed(1) },
  'seed.previous': { run: () => stepSeed(-1) },
  'seed.new': { run: newSeed },
  'job.cancel': {
    run: () => {
      const job = runningJob(useJobs.getState())
      if (job) cancelJobs([job.id])
    },
    enabled: () => runningJob(useJobs.getState()) !== undefined,
  },
  'jobs.cancelAll': { run: () => cancelJobs(), enabled: open },
  'jobs.pause': { run: () => pauseJobs(!useJobs.getState().paused) },
}
