import { StudioError } from '#shared/errors.ts'
import type { UpscalerCard } from '#shared/studio/upscalers.ts'
import type { StudioHandlers } from '../host.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { LibrarySwitch } from '../library-switch.ts'
import { removeUpscaler } from '../models/remove-upscaler.ts'
import { upscalerFile } from '../models/upscalers.ts'

export type UpscalerServices = {
  libraries: LibrarySwitch
  jobs: Jobs
  kept: { flush(): Promise<void> }
  cards: () => Promise<UpscalerCard[]>
  /** Something came or went. */
  changed: () => void
}

export const upscalerHandlers = ({
  libraries,
  jobs,
  kept,
  cards,
  changed,
}: UpscalerServices): Pick<StudioHandlers, Extract<keyof StudioHandlers, `upscalers.${string}`>> => ({
  'upscalers.list': () => cards(),
  'upscalers.remove': async ({ upscaler }) => {
    const removed = await removeUpscaler(upscaler)
    changed()
    return removed
  },
  'upscalers.run': async ({ front, device, ...upscale }) => {
    const library = await libraries.now()
    // What cannot work is told at once rather than by a job that fails.
    await library.requireWritable()
    const file = await upscalerFile(upscale.upscaler)
    const card = (await cards()).find(one => one.file === file)
    if (card?.problem) throw new StudioError('model-broken', card.problem)
    if (card?.scale && (upscale.factor ?? 0) > card.scale)
      throw new StudioError(
        'invalid-input',
        `${card.name} makes pictures ${card.scale} times as large, not ${upscale.factor}`,
      )
    const pictures = [...new Set(upscale.pictures)]
    for (const id of pictures) library.fileOf(id)
    const [job] = jobs.add([{ upscale: { ...upscale, pictures }, count: pictures.length, device }], front)
    await kept.flush()
    return { job: job! }
  },
})
