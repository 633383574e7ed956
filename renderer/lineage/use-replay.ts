import { useEffect, useMemo, useState } from 'react'
import { isCancelled, toWire } from '#shared/errors.ts'
import type { Settings } from '#shared/generation.ts'
import { type Station, settingsPath } from '#shared/settings-path.ts'
import { call } from '../api.ts'
import { sentenceOf } from '../errors.ts'

/** Stations for each thing that changes bit by bit, and in all: some seconds to draw, some to watch. */
const length = { perChange: 8, most: 96 }

export type ReplayState = {
  stations: readonly Station[]
  /** Decoded as they come; let go of when the replay is left. */
  frames: readonly (ImageBitmap | undefined)[]
  error: string | null
}

/** Draws the settings between two as drafts. */
export function useReplay(model: string, from: Settings, to: Settings): ReplayState {
  const stations = useMemo(() => settingsPath(from, to, length), [from, to])
  const [frames, setFrames] = useState<readonly (ImageBitmap | undefined)[]>([])
  const [error, setError] = useState<string | null>(null)
  useEffect(() => {
    const abort = new AbortController()
    const made: ImageBitmap[] = []
    const generations = stations.map(({ settings }) => settings)
    call(
      'drafts.run',
      { model, lane: 'replay', generations, side: 256 },
      {
        signal: abort.signal,
        async onEvent({ index, png }) {
          if (!png) return
          const bitmap = await createImageBitmap(
            new Blob([png as Uint8Array<ArrayBuffer>], { type: 'image/png' }),
          )
          if (abort.signal.aborted) return bitmap.close()
          made.push(bitmap)
          setFrames(old => Object.assign([...old], { [index]: bitmap }))
        },
      },
    ).catch(problem => {
      if (!isCancelled(problem) && !abort.signal.aborted) setError(sentenceOf(toWire(problem)))
    })
    return () => {
      abort.abort()
      for (const bitmap of made) bitmap.close()
    }
  }, [model, stations])
  return { stations, frames, error }
}
