import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { cacheFolder } from '../files/cache-folder.ts'
import { hashFile } from '../files/hash-file.ts'
import type { StudioManifest } from './studio-manifest.ts'

/** Files that decide what a model draws. */
const weighty = /\.(onnx|onnx_data|pb|json|txt|bin|data)$/
/** What a model folder tells people, and what looks at pictures that are there: neither makes another model of it. */
const beside = /^(vocabulary\.json|starters\.json|(scorer|drawings)\/.*)$/

async function walk(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const nested = await Promise.all(
    entries.map(entry => (entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)])),
  )
  return nested.flat()
}

type Known = Record<string, string>
const cacheFile = () => join(cacheFolder(), 'hashes.json')

/** A file that has neither moved nor changed since it was last hashed need not be read again. */
async function loadKnown(): Promise<Known> {
  try {
    return JSON.parse(await readFile(cacheFile(), 'utf8')) as Known
  } catch {
    return {}
  }
}

async function saveKnown(known: Known): Promise<void> {
  const file = cacheFile()
  const temporary = `${file}.${process.pid}.tmp`
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(temporary, JSON.stringify(known))
    await rename(temporary, file)
  } catch {
    // A cache that cannot be written costs time, nothing else.
  }
}

export type ModelHash = {
  /** SHA-256, hex, over the sorted lines `path sha256` of every file that decides what the model draws. */
  hash: string
  bytes: number
}

/** Small files are read every time: a changed one with its old date and size is then found out. */
const cachedFrom = 256 << 20

/** SHA-256, hex, of each file, in the order given; large ones that are known are not read again. */
export async function sumsOf(
  files: readonly string[],
  signal?: AbortSignal,
): Promise<{ sums: Map<string, string>; bytes: number }> {
  const known = await loadKnown()
  const fresh: Known = {}
  const sums = new Map<string, string>()
  let bytes = 0
  for (const file of files) {
    const info = await stat(file)
    const key = `${file}|${info.size}|${info.mtimeMs}|${info.ino}`
    const cached = info.size >= cachedFrom ? known[key] : undefined
    const sum = cached ?? (await hashFile(file, signal))
    if (!cached && info.size >= cachedFrom) fresh[key] = sum
    sums.set(file, sum)
    bytes += info.size
  }
  if (Object.keys(fresh).length) await saveKnown({ ...known, ...fresh })
  return { sums, bytes }
}

/**
 * Hashes a model folder and checks it against the sums in its studio.json, where it has one.
 * Errors: `model-broken` naming the first file that is missing or differs.
 */
export async function hashModel(
  folder: string,
  studio: StudioManifest | null,
  signal: AbortSignal,
): Promise<ModelHash> {
  const lines: string[] = []
  const found = new Map<string, string>()
  const { sums, bytes } = await sumsOf((await walk(folder)).filter(name => weighty.test(name)).sort(), signal)
  for (const [file, sum] of sums) {
    const name = relative(folder, file).split(sep).join('/')
    found.set(name, sum)
    if (!beside.test(name)) lines.push(`${name} ${sum}\n`)
  }
  for (const [name, { sha256: expected }] of Object.entries(studio?.files ?? {})) {
    const sum = found.get(name)
    if (sum === expected) continue
    const what = sum
      ? `differs from its checksum in studio.json (expected ${expected.slice(0, 12)}…, found ${sum.slice(0, 12)}…)`
      : 'is missing'
    throw new StudioError(
      'model-broken',
      `${join(folder, name)} ${what}; it is damaged or was changed: copy the model again`,
    )
  }
  return { hash: createHash('sha256').update(lines.join('')).digest('hex'), bytes }
}
