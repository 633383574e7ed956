import type { GenerateEvent } from '#shared/engine-contract.ts'
import { settingsOfPicture } from '#shared/picture-settings.ts'
import type { JobState } from '#shared/studio/jobs.ts'
import type { EngineCall } from '../engine-keeper.ts'

/** What a job needs of the library. */
export type Shelf = {
  requireWritable(): Promise<void>
  incoming(name: string): string
  add(file: string): Promise<string>
}

export type JobUpdate =
  | Extract<GenerateEvent, { kind: 'stage' | 'step' | 'preview' | 'warning' }>
  | { kind: 'picture'; image: number; picture: string }

export type RunOptions = {
  job: JobState
  folder: string
  shelf: Shelf
  call: EngineCall
  previews: boolean
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
  signal,
  onUpdate,
}: RunOptions): Promise<void> {
  const { request, pictures, id } = job
  const first = pictures.length
  await shelf.requireWritable()
  const files = Array.from({ length: request.count - first }, (_, i) =>
    shelf.incoming(`${id}-${first + i}.png`),
  )
  const begun = settingsOfPicture(request.generation, first)
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
