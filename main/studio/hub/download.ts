import { copyFile, link, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeProblem } from '#engine/files/problem.ts'
import { cancelled, StudioError } from '#shared/errors.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { freeName } from '../files/free-name.ts'
import { checkFits } from '../free-space.ts'
import { lockFolder } from '../library/lock.ts'
import { type Known, writeRecord } from '../models/records.ts'
import { fetchFile } from './fetch-file.ts'
import { lanes } from './lanes.ts'
import { openPart, partDone } from './part-file.ts'
import { bytesOf, type Plan, type PlannedFile, plan as planSchema } from './plan.ts'
import type { HubClient } from './request.ts'
import { fits, type Sums, sumsOfFile } from './sums.ts'

export type DownloadEvent = {
  phase: 'fetching' | 'checking'
  bytes: number
  of: number
  /** Found on this machine. */
  reused: number
}
export type DownloadOptions = {
  client: HubClient
  /** Where models lie: the new one appears there whole. */
  models: string
  signal: AbortSignal
  /** Paths of files that may be what is wanted, by either of their sums. */
  known: () => Promise<Map<string, Known>>
  onEvent: (event: DownloadEvent) => void
}

const downloadsIn = (models: string): string => join(models, '.downloads')
export const workFolder = (models: string, id: string): string => join(downloadsIn(models), id)
const planFile = (work: string) => join(work, 'plan.json')
const modelIn = (work: string) => join(work, 'model')
const streams = 6

/** Kept before the first byte is asked for, so that whatever ends the program, it can go on. */
export const keepPlan = (models: string, made: Plan): Promise<void> =>
  atomicWrite(planFile(workFolder(models, made.id)), JSON.stringify(made))

export async function readPlan(models: string, id: string): Promise<Plan | null> {
  try {
    return planSchema.parse(JSON.parse(await readFile(planFile(workFolder(models, id)), 'utf8')))
  } catch {
    return null
  }
}

/** Bytes of a download that are on disk. */
export async function bytesThere(models: string, { id, files }: Plan): Promise<number> {
  const model = modelIn(workFolder(models, id))
  const each = files.map(async ({ to, bytes }) =>
    (await isThere(join(model, to), bytes)) ? bytes : partDone(join(model, to), bytes),
  )
  return (await Promise.all(each)).reduce((sum, bytes) => sum + bytes, 0)
}

export const discard = (models: string, id: string): Promise<void> =>
  rm(workFolder(models, id), { recursive: true, force: true })

/**
 * Brings a planned model into the models folder: first what lies on this machine already, then the rest from the hub, each
 * file checked against its sum, and at last the whole folder under its name. Gives that name.
 * Errors: `network`, `invalid-input`, `disk-full`, `not-writable`, `cancelled`; what has come stays for the next time.
 */
export async function download(made: Plan, options: DownloadOptions): Promise<string> {
  const { models, signal } = options
  const work = workFolder(models, made.id)
  await mkdir(modelIn(work), { recursive: true }).catch(error => {
    throw writeProblem(work, error)
  })
  const lock = await lockFolder(work)
  if (lock.kind === 'taken')
    throw new StudioError('invalid-input', `${made.repository} is being downloaded by ${lock.who} already`)
  if (lock.kind === 'unwritable') throw writeProblem(work, lock.error)
  try {
    const sums = await bring(made, work, options)
    signal.throwIfAborted()
    const name = freeName(models, made.name)
    const folder = join(models, name)
    await rename(modelIn(work), folder).catch(error => {
      throw writeProblem(folder, error)
    })
    const { repository, commit, precision, licence, page } = made
    await writeRecord({ folder, source: { repository, commit, precision, licence, page }, files: sums })
    await discard(models, made.id)
    return name
  } catch (error) {
    throw signal.aborted ? cancelled() : error
  } finally {
    await lock.lock.release()
  }
}

type Sum = { sha256: string; bytes: number }

async function bring(made: Plan, work: string, options: DownloadOptions): Promise<Record<string, Sum>> {
  const { client, signal, onEvent } = options
  const of = bytesOf(made)
  const sums: Record<string, Sum> = {}
  const checked = (file: PlannedFile, found: Sums) => {
    sums[file.to] = { sha256: found.sha256, bytes: file.bytes }
  }
  let bytes = await bytesThere(options.models, made)
  let reused = 0
  const tell = (phase: DownloadEvent['phase']) => onEvent({ phase, bytes, of, reused })
  tell('checking')

  const rest: PlannedFile[] = []
  const known = await options.known()
  for (const file of made.files) {
    signal.throwIfAborted()
    const target = join(modelIn(work), file.to)
    if (await isThere(target, file.bytes)) {
      const found = await sumsOfFile(target, signal)
      if (fits(found, file)) {
        checked(file, found)
        continue
      }
      await rm(target, { force: true })
      bytes -= file.bytes
    }
    const at = known.get(file.sum.hex)
    const had = await partDone(target, file.bytes)
    const found = at && (await reuse(at, target, file, signal))
    if (found) {
      checked(file, found)
      bytes += file.bytes - had
      reused += file.bytes
      tell('checking')
    } else rest.push(file)
  }

  const lacks = rest.map(async ({ to, bytes }) => bytes - (await partDone(join(modelIn(work), to), bytes)))
  const lacking = (await Promise.all(lacks)).reduce((sum, bytes) => sum + bytes, 0)
  await checkFits(work, lacking)
  const shared = lanes(streams)
  const end = new AbortController()
  const within = AbortSignal.any([signal, end.signal])
  const onBytes = (count: number) => {
    bytes += count
    tell('fetching')
  }
  const fetched = rest.map(async file => {
    try {
      checked(file, await fetchOne(file, { made, work, client, shared, signal: within, onBytes }))
    } catch (error) {
      end.abort(error)
      throw error
    }
  })
  // All have let go of their files before anybody is told.
  const failed = (await Promise.allSettled(fetched)).find(one => one.status === 'rejected')
  if (failed) throw end.signal.aborted ? end.signal.reason : failed.reason
  return sums
}

type One = {
  made: Plan
  work: string
  client: HubClient
  shared: ReturnType<typeof lanes>
  signal: AbortSignal
  onBytes: (count: number) => void
}

async function fetchOne(
  file: PlannedFile,
  { made, work, client, shared, signal, onBytes }: One,
): Promise<Sums> {
  const target = join(modelIn(work), file.to)
  const what = made.repository
  const path = file.from.split('/').map(encodeURIComponent).join('/')
  const url = `${client.endpoint}/${what}/resolve/${made.commit}/${path}`
  for (let wrong = 0; ; wrong++) {
    const part = await openPart(target, file.bytes)
    try {
      if (file.bytes) await fetchFile({ client, url, what, part, lanes: shared, signal, onBytes })
      const found = await sumsOfFile(`${target}.part`, signal)
      if (fits(found, file)) {
        await part.finish()
        return found
      }
      onBytes(-part.done())
      await part.begin(null)
    } finally {
      await part.close()
    }
    if (wrong >= 1)
      throw new StudioError(
        'network',
        `${file.from} of ${what} came with other bytes than the hub lists, twice; nothing of it was kept. Try again later, or another hub`,
      )
  }
}

const isThere = async (file: string, bytes: number): Promise<boolean> =>
  (await stat(file).catch(() => null))?.size === bytes

/** A file that is on this machine already, if it is what it should be; shares its bytes where that is safe. */
async function reuse(
  { path: from, shared }: Known,
  to: string,
  file: PlannedFile,
  signal: AbortSignal,
): Promise<Sums | null> {
  try {
    if (!(await isThere(from, file.bytes))) return null
    const found = await sumsOfFile(from, signal)
    if (!fits(found, file)) return null
    await mkdir(dirname(to), { recursive: true })
    const linked =
      shared &&
      (await link(from, to).then(
        () => true,
        () => false,
      ))
    if (!linked) {
      await checkFits(dirname(to), file.bytes)
      await copyFile(from, `${to}.copy`)
      await rename(`${to}.copy`, to)
    }
    await rm(`${to}.part`, { force: true })
    await rm(`${to}.pieces`, { force: true })
    return found
  } catch (error) {
    if (signal.aborted || error instanceof StudioError) throw error
    return null
  }
}
