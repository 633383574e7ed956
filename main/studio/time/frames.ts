import type { Context } from '#shared/contract.ts'
import type { DeviceId, FrameEvent } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { generation } from '#shared/generation.ts'
import type { EngineCall } from '../engine-keeper.ts'
import { byteCache } from '../files/byte-cache.ts'
import type { Library } from '../library/open-library.ts'
import { modelFolder } from '../model-library.ts'
import type { Ways } from './ways.ts'

export type MovieOptions = {
  call: EngineCall
  library: () => Library
  ways: Ways
  device: () => DeviceId | undefined
  defaultModel: () => string
}

type Movie<R> = { frames: FrameEvent[]; result: R }

/** Decoded frames stay at hand for so many bytes, so that scrubbing asks the engine once. */
const mostBytes = 64 << 20

/** The frames of pictures' ways and of their dissolving, from memory where they were asked for lately. */
export function movies({ call, library, ways, device, defaultModel }: MovieOptions) {
  const held = byteCache<Movie<unknown>>(mostBytes)

  async function shown<R>(
    name: string,
    emit: (frame: FrameEvent) => void,
    make: (onEvent: (frame: FrameEvent) => void) => Promise<R>,
  ): Promise<R> {
    const known = held.get(name) as Movie<R> | undefined
    if (known) {
      known.frames.forEach(emit)
      return known.result
    }
    const frames: FrameEvent[] = []
    const result = await make(frame => {
      frames.push(frame)
      emit(frame)
    })
    held.put(
      name,
      { frames, result },
      frames.reduce((sum, { png }) => sum + png.length, 0),
    )
    return result
  }

  return {
    /** Errors: `invalid-input` for a picture that does not say how it was made, or whose model is not installed. */
    frames(
      { id, what, side }: { id: string; what: 'x0' | 'xt'; side: number },
      { signal, emit }: Context<FrameEvent>,
    ) {
      return shown(`${id} ${what} ${side}`, emit, async onEvent => {
        const { record } = await library().get(id)
        if (!record)
          throw new StudioError(
            'invalid-input',
            'This picture does not say how it was made, so that its way cannot be drawn again; it can still be shown dissolving into noise',
          )
        const way = await ways.now().find(id)
        return call(
          'time.frames',
          {
            folder: await modelFolder(record.model.id),
            device: device(),
            generation: record.settings,
            what,
            side,
            ...(way && { trajectory: way.file }),
          },
          { signal, onEvent },
        )
      })
    },
    /** A picture that does not say how it was made is shown as the default model would take it. */
    dissolve({ id, frames }: { id: string; frames: number }, { signal, emit }: Context<FrameEvent>) {
      return shown(`${id} dissolve ${frames} ${defaultModel()}`, emit, async onEvent => {
        const { record } = await library().get(id)
        return call(
          'time.dissolve',
          {
            folder: await modelFolder(record?.model.id ?? defaultModel()),
            device: device(),
            image: await library().pngOf(id),
            generation: record?.settings ?? generation.parse({ seed: 0 }),
            frames,
          },
          { signal, onEvent },
        )
      })
    },
  }
}
