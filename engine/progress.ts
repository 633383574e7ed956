import { join } from 'node:path'
import type { GenerateEvent, GenerateRequest } from '#shared/engine-contract.ts'
import type { Settings } from '#shared/generation.ts'
import { shrinkTo } from './area-average.ts'
import { claim } from './files/claim.ts'
import type { Model } from './model/open.ts'
import { decodeLatent, type Picture } from './pipeline/decode.ts'
import type { StepInfo } from './pipeline/text-to-image.ts'
import { encodePlain } from './png/picture-file.ts'
import { previewPicture, previewSide } from './preview.ts'
import { stepClock } from './step-clock.ts'

/** `step-003.png`, or `02-step-003.png` for the second of several pictures. */
export const frameFiles = ({ frames, files }: GenerateRequest, steps: number, picture = 0): string[] => {
  if (!frames) return []
  const digits = String(files.length).length
  return Array.from({ length: steps }, (_, i) =>
    join(
      frames,
      `${files.length > 1 ? `${String(picture + 1).padStart(digits, '0')}-` : ''}step-${String(i + 1).padStart(3, '0')}.png`,
    ),
  )
}

/** Turns steps into progress, previews and frame files. */
export function progressOf(
  request: GenerateRequest,
  {
    model,
    vae,
    whole,
    from,
  }: {
    model: Model
    vae: Settings['vae']
    whole: (picture: Picture) => Picture
    /** The first step that another model draws, at a pace of its own. */
    from: number | undefined
  },
  emit: (event: GenerateEvent) => void,
) {
  const passes = Math.ceil(request.files.length / request.batchSize)
  const clock = stepClock(from)
  return async (first: number, batch: number, { step, of, denoised, dims }: StepInfo, known: number) => {
    const pass = Math.floor(first / request.batchSize)
    const msLeft = clock(step, of, passes - pass - 1)
    emit({ kind: 'step', image: first, images: request.files.length, step, of, msLeft })
    for (let i = 0; i < batch; i++) {
      // What passes at once need not be shown.
      if (request.previews === 'fast' && step > known) {
        const picture = shrinkTo(whole(await previewPicture(model, denoised(i), dims)), previewSide)
        emit({ kind: 'preview', image: first + i, step, png: encodePlain(picture) })
      }
      if (request.frames)
        await writeFrame(
          frameFiles(request, of, first + i)[step - 1]!,
          whole(await decodeLatent(model, denoised(i), dims, vae)),
        )
    }
  }
}

async function writeFrame(file: string, picture: Picture): Promise<void> {
  const frame = await claim(file)
  try {
    await frame.commit(encodePlain(picture))
  } catch (error) {
    await frame.giveUp()
    throw error
  }
}
