import { atlasContract } from './studio/atlas.ts'
import { bulkContract } from './studio/bulk.ts'
import { canvasContract } from './studio/canvas.ts'
import { devicesContract } from './studio/devices.ts'
import { draftsContract } from './studio/drafts.ts'
import { exchangeContract } from './studio/exchange.ts'
import { foldersContract } from './studio/folders.ts'
import { gridsContract } from './studio/grids.ts'
import { hostContract } from './studio/host.ts'
import { hubContract } from './studio/hub.ts'
import { jobsContract } from './studio/jobs.ts'
import { knobsContract } from './studio/knobs.ts'
import { lorasContract } from './studio/loras.ts'
import { meaningContract } from './studio/meaning.ts'
import { modelsContract } from './studio/models.ts'
import { picturesContract } from './studio/pictures.ts'
import { promptsContract } from './studio/prompts.ts'
import { scorersContract } from './studio/scorers.ts'
import { settingsContract } from './studio/settings.ts'
import { timeContract } from './studio/time.ts'
import { updatesContract } from './studio/updates.ts'
import { upscalersContract } from './studio/upscalers.ts'
import { verifyContract } from './studio/verify.ts'

/** Everything that a window may ask of the studio, whichever host carries it. */
export const studioContract = {
  ...atlasContract,
  ...bulkContract,
  ...canvasContract,
  ...devicesContract,
  ...draftsContract,
  ...exchangeContract,
  ...foldersContract,
  ...gridsContract,
  ...hostContract,
  ...hubContract,
  ...jobsContract,
  ...knobsContract,
  ...lorasContract,
  ...meaningContract,
  ...modelsContract,
  ...picturesContract,
  ...promptsContract,
  ...scorersContract,
  ...settingsContract,
  ...timeContract,
  ...updatesContract,
  ...upscalersContract,
  ...verifyContract,
}
export type StudioContract = typeof studioContract
