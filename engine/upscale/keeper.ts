import { stat } from 'node:fs/promises'
import type { DeviceId } from '#shared/engine-contract.ts'
import { openUpscaler, type Upscaler } from './open.ts'

export type UpscalerKeeper = ReturnType<typeof upscalerKeeper>

/** Keeps the last upscaler open; another takes its place. */
export function upscalerKeeper() {
  let held: { key: string; upscaler: Promise<Upscaler> } | undefined
  return {
    /** Errors: as `openUpscaler`. */
    async get(file: string, device?: DeviceId): Promise<Upscaler> {
      // A file that was replaced is another upscaler.
      const info = await stat(file).catch(() => null)
      const key = `${device ?? ''} ${file} ${info?.size} ${info?.mtimeMs}`
      if (held?.key === key) return held.upscaler
      const before = held
      const mine = { key, upscaler: openUpscaler(file, device) }
      held = mine
      mine.upscaler.catch(() => {
        if (held === mine) held = undefined
      })
      await before?.upscaler.then(({ session }) => session.release()).catch(() => {})
      return mine.upscaler
    },
  }
}
