import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { LaidLora } from '#shared/engine-contract.ts'
import { timeLeft } from '#shared/time-left.ts'
import { readGraph } from '../graph/onnx-graph.ts'
import { fileSource } from '../graph/wire.ts'
import type { ModelFolder } from '../model/folder.ts'
import { sumsOf } from '../model/hash.ts'
import { alphaTold } from './alpha-told.ts'
import { openLora } from './lora-file.ts'
import { keptOrMade } from './merged-cache.ts'
import { type LoraModules, type LoraPart, loraParts, modulesOf } from './names.ts'
import { type Layer, planMerge } from './plan.ts'
import { openProduct } from './product.ts'
import { writeMerged } from './write-merged.ts'

/** A LoRA to lay on a model, in this order with others. */
export type LoraToLay = {
  name: string
  file: string
  /** On the U-Net; 1 as it was trained, 0 nothing, negative away from it. */
  strength: number
  /** On the text encoders. */
  clip: number
  /** Tells files of the same name apart. */
  stamp?: string
}

export type MergeOptions = {
  loras: readonly LoraToLay[]
  threads: number
  signal: AbortSignal
  onProgress?: (share: number, msLeft: number | null) => void
}

/** Another number when the merge itself comes to other bytes. */
const mergeFormat = 1

/**
 * The model's folder with LoRAs laid on: graphs that change are replaced by copies in the cache folder, under the hash of
 * what they were made from. Reads the user's files only. What is at strength 0 is left out.
 * Errors: as `openLora` and `planMerge`; `disk-full`, `not-writable`; `cancelled` leaves nothing.
 */
export async function withLoras(
  folder: ModelFolder,
  { loras, threads, signal, onProgress = () => {} }: MergeOptions,
): Promise<{ folder: ModelFolder; laid: LaidLora[] }> {
  const acting = loras.filter(({ strength, clip }) => strength !== 0 || clip !== 0)
  if (acting.length === 0) return { folder, laid: [] }
  const opened: (LoraToLay & { lora: Awaited<ReturnType<typeof openLora>>; sorted: LoraModules })[] = []
  try {
    for (const lora of acting) {
      const file = await openLora(lora.file, lora.name)
      opened.push({ ...lora, lora: file, sorted: modulesOf(file) })
    }
    const { sums } = await sumsOf([...new Set(acting.map(({ file }) => file))], signal)
    const short = await Promise.all(opened.map(({ lora }) => lora.autoV3(signal)))
    const laid = opened.map(
      ({ name, file, sorted }, i): LaidLora => ({
        name,
        sha256: sums.get(file)!,
        autoV3: short[i]!,
        matched: 0,
        of: 0,
        missing: [...sorted.strange],
      }),
    )
    const progress = progressOver(onProgress)
    const files = { ...folder.files }
    for (const part of loraParts) {
      const by = part === 'unet' ? 'strength' : 'clip'
      const layers = opened.map(
        ({ lora, sorted, ...lora1 }): Layer => ({
          file: lora,
          modules: lora1[by] === 0 ? new Map() : sorted.parts[part],
          strength: lora1[by],
          alphaOf: alphaTold(lora.metadata, part),
        }),
      )
      if (layers.every(({ modules }) => modules.size === 0)) continue
      const file = folder.files[part]
      if (!file) {
        // Of another family: its second encoder has no place here, and what it says is then told as missing.
        for (const [i, { modules }] of layers.entries()) note(laid[i]!, 0, [...modules.keys()])
        continue
      }
      const hashes = layers
        .map(({ strength, modules }, i) => [laid[i]!.sha256, modules.size ? strength : 0] as const)
        .filter(([, strength]) => strength !== 0)
      const merged = await mergePart({ part, file, layers, hashes, folder, threads, signal, progress })
      files[part] = merged.file
      for (const [i, { file: lora }] of layers.entries()) {
        const { matched, missing } = merged.found.get(lora)!
        note(laid[i]!, matched, missing)
      }
    }
    return { folder: { ...folder, files }, laid }
  } finally {
    await Promise.all(opened.map(({ lora }) => lora.close()))
  }
}

function note(laid: LaidLora, matched: number, missing: readonly string[]): void {
  laid.matched += matched
  laid.of += matched + missing.length
  laid.missing.push(...missing)
}

type PartOptions = Pick<MergeOptions, 'threads' | 'signal'> & {
  part: LoraPart
  file: string
  folder: ModelFolder
  layers: readonly Layer[]
  hashes: readonly (readonly [sha256: string, strength: number])[]
  progress: (done: number, of: number) => void
}

async function mergePart({ part, file, layers, hashes, folder, threads, signal, progress }: PartOptions) {
  const source = fileSource(file)
  try {
    const graph = readGraph(source)
    const { edits, found } = planMerge({
      graph,
      layers,
      part,
      file,
      blockLayers: Number(folder.unet.layers_per_block ?? 2),
    })
    const key = createHash('sha256')
      .update(JSON.stringify({ mergeFormat, of: await sumsBeside(file, signal), hashes }))
      .digest('hex')
    const made = await keptOrMade(key, await bytesBeside(file), signal, async target => {
      const { product, close } = await openProduct(file, threads)
      try {
        await writeMerged({ file, source, graph, edits, folder: target, product, onBytes: progress, signal })
      } finally {
        await close()
      }
    })
    return { file: join(made, 'model.onnx'), found }
  } finally {
    source.close()
  }
}

/** The graph and whatever lies beside it that may hold weights. */
async function filesBeside(file: string): Promise<string[]> {
  const folder = dirname(file)
  const names = (await readdir(folder))
    .filter(name => !name.endsWith('.json') && !name.startsWith('.'))
    .sort()
  const infos = await Promise.all(names.map(async name => [name, await stat(join(folder, name))] as const))
  return infos.filter(([, info]) => info.isFile()).map(([name]) => join(folder, name))
}

async function sumsBeside(file: string, signal: AbortSignal): Promise<string[]> {
  return [...(await sumsOf(await filesBeside(file), signal)).sums.values()]
}

async function bytesBeside(file: string): Promise<number> {
  const infos = await Promise.all((await filesBeside(file)).map(name => stat(name)))
  return infos.reduce((sum, { size }) => sum + size, 0)
}

/** Several graphs one after another as one bar for each; time from the bytes done. */
function progressOver(onProgress: NonNullable<MergeOptions['onProgress']>) {
  let start = performance.now()
  let last = 0
  return (done: number, of: number) => {
    const now = performance.now()
    if (done <= last) start = now
    last = done
    const left = timeLeft([start, now], 1)
    onProgress(of ? done / of : 1, left === null || done === 0 ? null : (left * (of - done)) / done)
  }
}
