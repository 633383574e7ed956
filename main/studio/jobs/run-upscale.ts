import type { DeviceId } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import type { UpscaleWork } from '#shared/studio/upscalers.ts'
import type { UpscaleProgress } from '#shared/upscale-contract.ts'
import type { Upscaled } from '#shared/upscaled.ts'
import type { EngineCall } from '../engine-keeper.ts'
import type { JobUpdate } from './run-job.ts'

/** What enlarging needs of the library. */
type UpscaleShelf = {
  requireWritable(): Promise<void>
  incoming(name: string): string
  add(file: string, created: number, upscaled: Upscaled): Promise<string>
  get(id: string): Promise<{ file: string; width: number; height: number }>
  pngOf(id: string): Promise<string>
  /** The pictures that some came from. */
  parentsOf(ids: readonly string[]): ReadonlySet<string>
}

export type RunUpscale = {
  /** The pictures that it has made so far, by an earlier run. */
  job: { id: string; pictures: readonly string[] }
  work: UpscaleWork
  /** The graph's file. */
  model: string
  device: DeviceId | undefined
  shelf: UpscaleShelf
  call: EngineCall
  signal: AbortSignal
  onUpdate: (update: JobUpdate) => void
}

/**
 * Makes larger what a job still lacks, one picture after another, each taken into the library as soon as its file is whole.
 * One that cannot be is told, and the others are made all the same. Errors: the library's; `cancelled` between two tiles;
 * those of a graph that cannot be opened; at the end the first reason, where some could not be made.
 */
export async function runUpscale(options: RunUpscale): Promise<void> {
  const { job, work, shelf, signal, onUpdate } = options
  await shelf.requireWritable()
  const had = shelf.parentsOf(job.pictures)
  const wanted = work.pictures.filter(id => !had.has(id))
  const sizes = await Promise.all(wanted.map(id => shelf.get(id).then(pixelsOf, () => 0)))
  let left = sizes.reduce((sum, pixels) => sum + pixels, 0)
  let finished = 0
  const begun = performance.now()
  /** By the time that each pixel took so far. */
  const msLeft = (share: number, of: number) => {
    const done = finished + share * of
    return ((performance.now() - begun) / done) * (left - share * of)
  }
  let made = job.pictures.length
  const refused: StudioError[] = []
  for (const [i, from] of wanted.entries()) {
    signal.throwIfAborted()
    const pixels = sizes[i]!
    try {
      const picture = await one(options, from, made, ({ tile, of }) =>
        onUpdate({
          kind: 'step',
          image: made,
          images: work.pictures.length,
          step: tile,
          of,
          msLeft: msLeft(tile / of, pixels),
        }),
      )
      finished += pixels
      onUpdate({ kind: 'picture', image: made++, picture })
    } catch (error) {
      // What is wrong with one picture is wrong with it alone; all else is wrong with all.
      if (!(error instanceof StudioError) || error.code !== 'invalid-input') throw error
      refused.push(error)
      if (wanted.length > 1) onUpdate({ kind: 'warning', message: error.message })
    }
    left -= pixels
  }
  const [first] = refused
  if (!first) return
  if (wanted.length === 1) throw first
  throw new StudioError(
    'invalid-input',
    `${refused.length} of ${work.pictures.length} pictures could not be made larger: ${first.message}`,
  )
}

const pixelsOf = ({ width, height }: { width: number; height: number }) => width * height

async function one(
  { job, work, model, device, shelf, call, signal, onUpdate }: RunUpscale,
  from: string,
  image: number,
  onTile: (event: UpscaleProgress) => void,
): Promise<string> {
  const { file } = await shelf.get(from)
  const png = await shelf.pngOf(from)
  const to = shelf.incoming(`${job.id}-${image}.png`)
  onUpdate({ kind: 'stage', stage: 'load', image })
  const { images } = await call(
    'upscale.run',
    {
      model,
      ...(device && { device }),
      ...(work.factor !== undefined && { factor: work.factor }),
      images: [{ from: png, to, ...(png !== file && { about: file }) }],
    },
    { signal, onEvent: onTile },
  )
  const [made] = images
  return shelf.add(made!.file, Date.now(), { ...made!.upscaled, from })
}
