import { open } from 'node:fs/promises'
import { isPng } from '#shared/png/chunks.ts'
import type { PictureRecord } from '#shared/png/record.ts'
import type { VerifyEvent, VerifyReport } from '#shared/studio/verify.ts'
import { againText, isUnexplained } from './draw-again.ts'
import type { Library } from './open-library.ts'
import { type Sampled, verifySample } from './verify-sample.ts'

export type VerifyOptions = Pick<Sampled, 'callFor' | 'signal'> & {
  sample: number
  seed: number
  onEvent?: (event: VerifyEvent) => void
}

const forged =
  'Compare the two: put back a copy from a backup, or keep it, knowing that its settings do not tell how it came to be'

/** Looks for what changed on disk, then holds every picture against its id, and draws some again. Writes nothing. */
export async function verifyLibrary(
  library: Library,
  { sample, seed, callFor, signal, onEvent }: VerifyOptions,
): Promise<VerifyReport> {
  await library.refresh()
  const { whole, ...files } = await library.verify({ signal, ...(onEvent && { onEvent }) })
  const { again, skipped } = await verifySample({
    ids: whole,
    count: Math.min(sample, whole.length),
    seed,
    recordOf: async id => {
      const { file, record } = await library.get(id)
      return { file, record: await pngRecord(file, record) }
    },
    callFor,
    signal,
    onEvent,
  })
  const told = again.map(one => ({ ...one, text: againText(one) }))
  const damaged = [
    ...files.damaged,
    ...told.filter(isUnexplained).map(({ file, text }) => ({ file, why: text, advice: forged })),
  ]
  return { ...files, damaged, again: told, skipped, seed, cancelled: files.cancelled || signal.aborted }
}

/** A JPEG or WebP lost something when it was packed, and what was made larger is not what was drawn: drawing it again tells nothing. */
async function pngRecord(file: string, record: PictureRecord | null): Promise<PictureRecord | null> {
  if (!record || record.upscaled) return null
  const handle = await open(file, 'r')
  const { buffer } = await handle.read(new Uint8Array(8), 0, 8, 0).finally(() => handle.close())
  return isPng(buffer) ? record : null
}
