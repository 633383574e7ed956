import { atlas } from './strings/atlas.ts'
import { best } from './strings/best.ts'
import { canvas } from './strings/canvas.ts'
import { desk } from './strings/desk.ts'
import { diceParts } from './strings/dice-parts.ts'
import { drawings } from './strings/drawings.ts'
import { exchange } from './strings/exchange.ts'
import { folders } from './strings/folders.ts'
import { grids } from './strings/grids.ts'
import { guide } from './strings/guide.ts'
import { lineage } from './strings/lineage.ts'
import { loras } from './strings/loras.ts'
import { many } from './strings/many.ts'
import { map } from './strings/map.ts'
import { marks } from './strings/marks.ts'
import { meaning } from './strings/meaning.ts'
import { models } from './strings/models.ts'
import { pictures } from './strings/pictures.ts'
import { refiner } from './strings/refiner.ts'
import { steering } from './strings/steering.ts'
import { time } from './strings/time.ts'
import { undoing } from './strings/undoing.ts'
import { upscale } from './strings/upscale.ts'
import { verify } from './strings/verify.ts'
import { window } from './strings/window.ts'

/** Everything that the window says. Another language is another value of this shape. */
export const t = {
  ...desk,
  ...marks,
  ...pictures,
  ...window,
  atlas,
  best,
  canvas,
  diceParts,
  drawings,
  exchange,
  folders,
  grids,
  guide,
  lineage,
  loras,
  map,
  meaning,
  models,
  refiner,
  steering,
  time,
  upscale,
  verify,
  any: 'any',
  cancel: 'Cancel',
  clearSearch: 'Clear the search',
  close: 'Close',
  copied: 'Picture copied',
  layer: 'Menus and hints',
  loading: 'Loading…',
  noRecord: 'This picture does not say how it was made.',
  notices: 'Notices',
  of: 'of',
  pagesLabel: 'View',
  pages: {
    stage: 'Stage',
    canvas: 'Canvas',
    grid: 'History',
    grids: 'Grids',
    map: 'Map',
    lineage: 'Family',
    models: 'Models',
  },
  reset: "Back to the model's value",
  resetOf: (label: string) => `${label}: back to the model's value`,
  retry: 'Try again',
  savedAs: (file: string) => `Saved as ${file}`,
  scrub: 'Drag to change, or use the arrow keys in the field',
  star: 'Star',
  starred: 'starred',
  undo: 'Undo',
  undoing,
  unstar: 'Remove star',
  between: (min: number, max: number) => `From ${min} to ${max}`,
  trashed: (n: number) => `${many(n, 'picture')} moved to the trash`,
  recalled: {
    all: 'All settings are on the desk',
    seed: 'Seed locked on the desk',
    prompt: 'Prompt is on the desk',
    remix: 'All settings but the seed are on the desk',
    size: 'Size is on the desk',
  },
  recall: { all: 'Use all settings', seed: 'Only seed', prompt: 'Only prompt' },
} as const
