import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeProblem } from '#engine/files/problem.ts'
import { syncFolder } from '#engine/files/sync-folder.ts'
import { cancelled, StudioError } from '#shared/errors.ts'
import type { CudaProgress } from '#shared/studio/devices.ts'
import { dataFolder } from '../folders.ts'
import { checkFits } from '../free-space.ts'
import { fetchFile } from '../hub/fetch-file.ts'
import { lanes } from '../hub/lanes.ts'
import { openPart, partDone } from '../hub/part-file.ts'
import { type HubClient, patience } from '../hub/request.ts'
import { sumsOfFile } from '../hub/sums.ts'
import { lockFolder } from '../library/lock.ts'
import { cudaFolder, hasCuda } from './folder.ts'
import type { CudaPackage } from './package.ts'
import { extractEntry, zipEntries } from './zip-entry.ts'

export type CudaOptions = {
  data?: string
  signal: AbortSignal
  onEvent: (event: CudaProgress) => void
  client?: HubClient
}

const streams = 6

/**
 * Brings ONNX Runtime's CUDA provider into the data folder: fetched in pieces that are kept when it ends early, checked
 * against the sum that is written here, unpacked beside, and renamed when all is there. Does nothing where it is there.
 * Errors: `network`, `disk-full`, `not-writable`, `cancelled`; `invalid-input` while another program is at it.
 */
export async function getCuda(made: CudaPackage, options: CudaOptions): Promise<string> {
  const { data = dataFolder(), signal, onEvent } = options
  const folder = cudaFolder(made, data)
  if (hasCuda(made, data)) return folder
  const work = join(dirname(folder), `.${made.version}`)
  await mkdir(work, { recursive: true }).catch(error => {
    throw writeProblem(work, error)
  })
  const lock = await lockFolder(work)
  if (lock.kind === 'taken')
    throw new StudioError('invalid-input', `The CUDA libraries are being fetched by ${lock.who} already`)
  if (lock.kind === 'unwritable') throw writeProblem(work, lock.error)
  try {
    const archive = await fetched(made, join(work, 'package.zip'), options)
    const half = join(work, 'libraries')
    await rm(half, { recursive: true, force: true })
    await mkdir(half)
    const of = sizeOf(made)
    await checkFits(work, of)
    const entries = await zipEntries(archive)
    let bytes = 0
    for (const [name, { path, bytes: size }] of Object.entries(made.files)) {
      signal.throwIfAborted()
      onEvent({ phase: 'unpacking', bytes, of })
      const entry = entries.get(path)
      if (!entry) throw new StudioError('network', `${made.url} holds no ${path}`)
      await extractEntry(archive, entry, join(half, name), signal)
      if ((await stat(join(half, name))).size !== size)
        throw new StudioError('network', `${path} of ${made.url} has not the size that is expected`)
      bytes += size
    }
    await syncFolder(half)
    await rename(half, folder)
    await rm(work, { recursive: true, force: true })
    return folder
  } catch (error) {
    throw signal.aborted ? cancelled() : error
  } finally {
    await lock.lock.release()
  }
}

/** Bytes of what is kept of it. */
export const sizeOf = ({ files }: CudaPackage): number =>
  Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0)

async function fetched(
  { url, bytes: of, sha256 }: CudaPackage,
  file: string,
  { signal, onEvent, client = { endpoint: new URL(url).origin, token: null, ...patience } }: CudaOptions,
): Promise<string> {
  let bytes = await partDone(file, of)
  await checkFits(dirname(file), of - bytes)
  const part = await openPart(file, of)
  try {
    const onBytes = (count: number) => {
      bytes += count
      onEvent({ phase: 'fetching', bytes, of })
    }
    await fetchFile({ client, url, what: 'onnxruntime-gpu', part, lanes: lanes(streams), signal, onBytes })
    onEvent({ phase: 'checking', bytes: of, of })
    if ((await sumsOfFile(`${file}.part`, signal)).sha256 !== sha256) {
      await part.begin(null)
      throw new StudioError(
        'network',
        `${url} came with other bytes than expected; nothing of it was kept. Try again later`,
      )
    }
    await part.finish()
    return file
  } finally {
    await part.close()
  }
}

export const dropCuda = (made: CudaPackage, data = dataFolder()): Promise<void> =>
  rm(dirname(cudaFolder(made, data)), { recursive: true, force: true })
