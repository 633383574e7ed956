import { readFile } from 'node:fs/promises'
import type { DeviceId } from '#shared/engine-contract.ts'
import type { Generation } from '#shared/generation.ts'
import type { WalkEvent } from '#shared/studio/drafts.ts'
import { timeLeft } from '#shared/time-left.ts'
import type { EngineCall } from '../engine-keeper.ts'

export type DrawFrames = {
  folder: string
  device?: DeviceId | undefined
  frames: readonly Generation[]
  call: EngineCall
  /** Where a frame is or will be, and whether it is there already. */
  fileOf: (generation: Generation, index: number) => string
  has: (file: string) => Promise<boolean>
  signal: AbortSignal
  emit: (event: WalkEvent) => void
}

/**
 * Draws every frame in full, each a file as soon as it is done, and gives their bytes in order. A cancel is heard
 * within a step; what is drawn stays whole. Errors: the engine's.
 */
export async function drawFrames(options: DrawFrames): Promise<Uint8Array[]> {
  const { folder, device, frames, call, fileOf, has, signal, emit } = options
  const files = frames.map(fileOf)
  const missing = new Set<string>()
  for (const file of files) if (!(await has(file))) missing.add(file)
  const ends = [performance.now()]
  const out: Uint8Array[] = []
  for (const [index, file] of files.entries()) {
    signal.throwIfAborted()
    if (missing.delete(file)) {
      await call('generate.run', { folder, device, generation: frames[index]!, files: [file] }, { signal })
      ends.push(performance.now())
    }
    const png = await readFile(file)
    out.push(png)
    emit({ kind: 'frame', index, of: files.length, png, msLeft: timeLeft(ends, missing.size) })
  }
  return out
}
