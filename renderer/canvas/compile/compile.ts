import { assetsOf, type CanvasRecord, type Drawing, type RecordId } from '#shared/canvas/records.ts'
import { type AssetId, filesNamed } from '#shared/conditions.ts'
import { cancelled, StudioError } from '#shared/errors.ts'
import { call } from '../../api.ts'
import { imagesOf } from '../images.ts'
import type { Compiled, CompileModel, CompileOptions, CompileSize } from './compiled.ts'
import { keeper } from './keeper.ts'
import type { CompileAnswer, CompileRequest } from './messages.ts'

type Waiting = { n: number; resolve: (compiled: Compiled) => void; reject: (error: Error) => void }

let worker: Worker | null = null
let sent: Drawing = new Map()
let sentImages: ReadonlySet<AssetId> = new Set()
let waiting: Waiting | null = null
let asked = 0

const files = keeper(bytes => call('assets.put', { bytes }))

/**
 * What a drawing tells the model at a picture's size, with its maps kept where pictures are made, by a worker. The
 * newest call wins: an older one that is not done is rejected as cancelled. Errors: `internal` when the worker fails;
 * those of `assets.put`.
 */
export async function compile(
  drawing: Drawing,
  size: CompileSize,
  model: CompileModel,
  options: CompileOptions = {},
): Promise<Compiled> {
  const n = ++asked
  waiting?.reject(cancelled())
  waiting = null
  const used = new Set(assetsOf(drawing))
  const images = await imagesOf([...used].filter(id => !sentImages.has(id)))
  if (n !== asked) throw cancelled()
  const request: CompileRequest = {
    n,
    changes: changesBetween(sent, drawing),
    images,
    size,
    model: { controls: model.controls },
    drawing: options.drawing ?? true,
    lost: files.lost(),
  }
  const compiled = await new Promise<Compiled>((resolve, reject) => {
    waiting = { n, resolve, reject }
    workerFor().postMessage(request)
    sent = drawing
    // What was not found is asked for again: it may come back from a drawing that is opened, or a picture.
    sentImages = new Set([...used].filter(id => sentImages.has(id) || images.has(id)))
  })
  await files.arrived(filesNamed(compiled.conditions))
  if (n !== asked) throw cancelled()
  return compiled
}

function workerFor(): Worker {
  if (worker) return worker
  const made = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  made.onmessage = ({ data }: MessageEvent<CompileAnswer>) => hear(data)
  made.onerror = event => {
    event.preventDefault()
    made.terminate()
    if (worker !== made) return
    worker = null
    sent = new Map()
    sentImages = new Set()
    waiting?.reject(new StudioError('internal', event.message || 'The drawing could not be read'))
    waiting = null
  }
  worker = made
  return made
}

function hear({ n, compiled, failure, files: made }: CompileAnswer): void {
  for (const file of made) files.keep(file)
  if (waiting?.n !== n) return
  const { resolve, reject } = waiting
  waiting = null
  if (compiled) resolve(compiled)
  else reject(failure === null ? cancelled() : new StudioError('internal', failure))
}

function changesBetween(before: Drawing, after: Drawing): [RecordId, CanvasRecord | null][] {
  const changes: [RecordId, CanvasRecord | null][] = []
  for (const [id, record] of after) if (before.get(id) !== record) changes.push([id, record])
  for (const id of before.keys()) if (!after.has(id)) changes.push([id, null])
  return changes
}
