import { bulkContract } from './studio/bulk.ts'
import { canvasContract } from './studio/canvas.ts'
import { draftsContract } from './studio/drafts.ts'
import { exchangeContract } from './studio/exchange.ts'
import { gridsContract } from './studio/grids.ts'
import { hostContract } from './studio/host.ts'
import { jobsContract } from './studio/jobs.ts'
import { knobsContract } from './studio/knobs.ts'
import { meaningContract } from './studio/meaning.ts'
import { modelsContract } from './studio/models.ts'
import { picturesContract } from './studio/pictures.ts'
import { scorersContract } from './studio/scorers.ts'
import { settingsContract } from './studio/settings.ts'
import { timeContract } from './studio/time.ts'

/** Everything that a window may ask of the studio, whichever host carries it. */
export const studioContract = {
  ...bulkContract,
  ...canvasContract,
  ...draftsContract,
  ...exchangeContract,
  ...gridsContract,
  ...hostContract,
  ...jobsContract,
  ...knobsContract,
  ...meaningContract,
  ...modelsContract,
  ...picturesContract,
  ...scorersContract,
  ...settingsContract,
  ...timeContract,
}
export type StudioContract = typeof studioContract
