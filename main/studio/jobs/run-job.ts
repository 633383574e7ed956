import type { GenerateEvent } from '#shared/engine-contract.ts'
import { settingsOfPicture } from '#shared/picture-settings.ts'
import type { DrawRequest, JobState } from '#shared/studio/jobs.ts'
import type { EngineCall } from '../engine-keeper.ts'

/** What a job needs of the library. */
export type Shelf = {
  requireWritable(): Promise<void>
  incoming(name: string): string
  add(file: string): Promise<string>
}

/** What a job needs of the kept ways. */
type WayShelf = {
  incoming(names: readonly string[]): Promise<string[]>
  take(id: string, file: string): Promise<void>
  find(id: string): Promise<{ file: string } | null>
}

export type JobUpdate =
  | Extract<GenerateEvent, { kind: 'stage' | 'step' | 'loading' | 'merge' | 'preview' | 'warning' }>
  | { kind: 'picture'; image: number; picture: string }

export type RunOptions = {
  job: JobState<DrawRequest>
  folder: string
  shelf: Shelf
  call: EngineCall
  previews: boolean
  ways: WayShelf
  /** Whether the ways of these pictures are to be kept. */
  keepWays: boolean
  signal: AbortSignal
  onUpdate: (update: JobUpdate) => void
}

/**
 * Draws what a job still lacks and takes each picture into the library as soon as its file is whole.
 * Counts pictures from the job's first, whatever an earlier run had drawn. Errors: the engine's and the library's.
 */
export async function runJob({
  job,
  folder,
  shelf,
  call,
  previews,
  ways,
  keepWays,
  signal,
  onUpdate,
}: RunOptions): Promise<void> {
  const { request, pictures, id } = job
  const first = pictures.length
  await shelf.requireWritable()
  const names = Array.from({ length: request.count - first }, (_, i) => `${id}-${first + i}`)
  const files = names.map(name => shelf.incoming(`${name}.png`))
  const begun = settingsOfPicture(request.generation, first)
  const trajectories = keepWays ? await ways.incoming(names) : []
  // A branch goes on from its parent's way where that is still kept.
  const { past, parent } = begun
  const replay = past.length && parent ? await ways.find(parent) : null
  const abort = new AbortController()
  const stop = () => abort.abort(signal.reason)
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  // Pictures are taken in one after another, while the engine is at the next.
  let taking: Promise<void> = Promise.resolve()
  let failure: unknown
  const take = (image: number, file: string) => {
    taking = taking.then(async () => {
      if (failure) return
      try {
        const picture = await shelf.add(file)
        const way = trajectories[image]
        if (way)
          await ways
            .take(picture, way)
            .catch((error: Error) => onUpdate({ kind: 'warning', message: error.message }))
        onUpdate({ kind: 'picture', image: first + image, picture })
      } catch (error) {
        // What cannot be kept need not be drawn.
        failure = error
        abort.abort(error)
      }
    })
  }
  try {
    await call(
      'generate.run',
      {
        folder,
        device: request.device,
        generation: begun,
        files,
        previews: previews ? 'fast' : 'none',
        ...(keepWays && { trajectories }),
        ...(replay && { replay: replay.file }),
      },
      {
        signal: abort.signal,
        onEvent: event => {
          if (event.kind === 'image') take(event.image, event.file)
          else if (event.kind === 'warning') onUpdate(event)
          else onUpdate({ ...event, image: first + event.image })
        },
      },
    )
  } catch (error) {
    await taking
    throw failure ?? error
  } finally {
    signal.removeEventListener('abort', stop)
  }
  await taking
  if (failure) throw failure
}
