import { existsSync } from 'node:fs'
import { StudioError } from '#shared/errors.ts'
import { hasCuda } from '../cuda/folder.ts'
import { getCuda, sizeOf } from '../cuda/get-cuda.ts'
import { cudaPackageHere } from '../cuda/package.ts'
import type { EngineKeeper } from '../engine-keeper.ts'
import type { StudioHandlers } from '../host.ts'

type Names = Extract<keyof StudioHandlers, `devices.${string}`>

/** `engines`: those that are started anew when they may find more than before; the last one answers questions. */
export function deviceHandlers(engines: readonly EngineKeeper[]): Pick<StudioHandlers, Names> {
  return {
    'devices.list': (_, { signal }) => engines.at(-1)!.call('devices.list', undefined, { signal }),
    'devices.cuda': () => {
      const made = cudaPackageHere()
      if (!made || !existsSync('/dev/nvidiactl')) return null
      const { bytes, url, licence } = made
      return { there: hasCuda(made), bytes, onDisk: sizeOf(made), from: new URL(url).host, licence }
    },
    'devices.getCuda': async (_, { signal, emit }) => {
      const made = cudaPackageHere()
      if (!made)
        throw new StudioError('device-unavailable', 'CUDA is used on Linux with an x64 processor alone')
      await getCuda(made, { signal, onEvent: emit })
      // One that draws goes on as it is, and finds it the next time.
      for (const engine of engines) if (!engine.isBusy()) await engine.stop()
    },
  }
}
