import type { Model } from '#engine/model/open.ts'
import type { Tensor } from '#engine/tensor.ts'
import { StudioError } from '#shared/errors.ts'

/** A device that has room for so many values of a graph's latent, as one that throws when it is asked for more. */
export function room(session: Model['unet'], name: string, values: number): { asked: number[] } {
  const { run } = session
  const asked: number[] = []
  session.run = async (feeds: Record<string, Tensor>, wanted) => {
    const size = feeds[name]!.data.length
    asked.push(size)
    if (size > values) throw new StudioError('out-of-memory', 'No room.')
    return run.call(session, feeds, wanted)
  }
  return { asked }
}
