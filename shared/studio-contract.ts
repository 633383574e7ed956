import { hostContract } from './studio/host.ts'
import { jobsContract } from './studio/jobs.ts'
import { modelsContract } from './studio/models.ts'
import { picturesContract } from './studio/pictures.ts'
import { settingsContract } from './studio/settings.ts'

/** Everything that a window may ask of the studio, whichever host carries it. */
export const studioContract = {
  ...hostContract,
  ...jobsContract,
  ...modelsContract,
  ...picturesContract,
  ...settingsContract,
}
export type StudioContract = typeof studioContract
