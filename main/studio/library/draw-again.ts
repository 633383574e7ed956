import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pictureOrigin } from '#engine/png/picture-file.ts'
import { decodeRgb } from '#engine/png/pixels.ts'
import { largestDelta, ssim } from '#engine/ssim.ts'
import type { GenerateResult } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { settingsOfPicture } from '#shared/picture-settings.ts'
import type { PictureRecord } from '#shared/png/record.ts'
import type { Circumstances, Redrawn } from '#shared/studio/verify.ts'
import type { EngineCall } from '../engine-keeper.ts'

/** What drawing again gave, before it is put into words. */
export type Again = Omit<Redrawn, 'text'>

/**
 * Draws a picture again from its own record and compares: as it was drawn, in the same batch, on the same device where
 * there is one, else on the best. Leaves nothing behind. Errors: the engine's.
 */
export async function drawAgain(
  file: string,
  record: PictureRecord,
  folder: string,
  call: EngineCall,
  signal: AbortSignal,
): Promise<Again> {
  const scratch = await mkdtemp(join(tmpdir(), 'reroll-verify-'))
  try {
    const { settings, batch, device, threads } = record
    const request = {
      folder,
      generation: settingsOfPicture(settings, -batch.index),
      files: Array.from({ length: batch.size }, (_, i) => join(scratch, `${i}.png`)),
      batchSize: batch.size,
    }
    const result = await call('generate.run', { ...request, device, threads }, { signal }).catch(error => {
      if (!(error instanceof StudioError) || error.code !== 'device-unavailable') throw error
      return call('generate.run', request, { signal })
    })
    const drawn = new Uint8Array(await readFile(request.files[batch.index]!))
    return { file, ...(await compare(file, drawn)), ...circumstances(record, result, drawn) }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function compare(
  file: string,
  drawn: Uint8Array,
): Promise<Pick<Again, 'identical' | 'maxDelta' | 'ssim'>> {
  const before = decodeRgb(new Uint8Array(await readFile(file)), basename(file))
  const after = decodeRgb(drawn, basename(file))
  if (before.width !== after.width || before.height !== after.height)
    return { identical: false, maxDelta: 255, ssim: 0 }
  const maxDelta = largestDelta(before, after)
  return { identical: maxDelta === 0, maxDelta, ssim: ssim(before, after) }
}

function circumstances(
  record: PictureRecord,
  { device, model }: GenerateResult,
  drawn: Uint8Array,
): Pick<Again, 'before' | 'now'> {
  const origin = pictureOrigin(drawn, 'the new one')
  const now = origin.kind === 'reroll' ? origin.record : record
  const of = ({ threads, versions }: PictureRecord) => ({ threads: threads ?? null, ...versions })
  return {
    before: { device: record.device, model: record.model.hash, ...of(record) },
    now: { device: device.id, model: model.hash, ...of(now) },
  }
}

const names: Record<keyof Circumstances, string> = {
  device: 'device',
  threads: 'threads',
  reroll: 'Reroll',
  onnxruntime: 'ONNX Runtime',
  model: 'model',
}

/** Below this, pictures that were drawn alike in every way that a record tells are not the same picture. */
const likeness = 0.98

/** Whether nothing that the record tells explains so large a difference: the record or the pixels were changed. */
export const isUnexplained = ({ before, now, ssim: found }: Again): boolean =>
  found < likeness && differences(before, now).length === 0

function differences(before: Circumstances, now: Circumstances): string[] {
  const told = (value: string | number | null) => String(value ?? 'not told').slice(0, 10)
  return (
    (Object.keys(names) as (keyof Circumstances)[])
      // An older record does not tell how many threads there were.
      .filter(key => before[key] !== null && before[key] !== now[key])
      .map(key => `${names[key]} ${told(before[key])} then, ${told(now[key])} now`)
  )
}

/** How far apart the two are, and what differs around them, in a sentence. */
export function againText(again: Again): string {
  const { identical, maxDelta, ssim: found, before, now } = again
  if (identical) return 'drawn again, every pixel is the same'
  const far = `drawn again it differs by at most ${maxDelta} of 255, SSIM ${found.toFixed(4)}`
  const why = differences(before, now).join('; ')
  if (why) return `${far} (${why})`
  const same = `${before.device}, ONNX Runtime ${before.onnxruntime}, the same model`
  return isUnexplained(again)
    ? `${far}, though all that it tells is the same (${same}): its pixels or its record were changed`
    : `${far} (${same}; another processor may round differently)`
}
