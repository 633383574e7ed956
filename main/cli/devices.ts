import { bytes } from '#shared/bytes.ts'
import { StudioError } from '#shared/errors.ts'
import { cudaFolder, hasCuda } from '../studio/cuda/folder.ts'
import { dropCuda, getCuda, sizeOf } from '../studio/cuda/get-cuda.ts'
import { type CudaPackage, cudaNeeds, cudaPackageHere } from '../studio/cuda/package.ts'
import { rate } from '../studio/hub/rate.ts'
import { byteLine } from './byte-text.ts'
import { deviceChecks } from './device-checks.ts'
import { goesOnLater } from './goes-on-later.ts'
import { devicesHelp } from './help.ts'
import { parseOptions } from './parse-options.ts'
import { rewritten } from './progress.ts'
import { type Io, withSession } from './session.ts'
import { untilStopped } from './until-stopped.ts'

/** `reroll devices`: what can draw here; `get cuda` and `drop cuda` bring and remove CUDA's libraries. */
export async function devicesCommand(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = parseOptions(args, {
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) return io.out(devicesHelp)
  const [verb, what, ...rest] = positionals
  if (verb === undefined) return list(io, values.json === true)
  if ((verb !== 'get' && verb !== 'drop') || what !== 'cuda' || rest.length)
    throw new StudioError(
      'invalid-input',
      'Expected "reroll devices", "devices get cuda" or "devices drop cuda"',
    )
  const made = cudaPackageHere()
  if (!made)
    throw new StudioError(
      'device-unavailable',
      `CUDA is used on Linux with an x64 processor alone, not on ${process.platform} ${process.arch}; "reroll devices" lists what can be used`,
    )
  if (verb === 'get') return get(made, io)
  await dropCuda(made)
  io.out('The CUDA libraries are gone')
}

const list = (io: Io, json: boolean) =>
  withSession(io, async session => {
    if (json) {
      const devices = await session.engine.call('devices.list', undefined, { signal: session.signal })
      return io.out(JSON.stringify({ devices }))
    }
    for (const { name, detail } of await deviceChecks(session)) io.out(`${name.padEnd(14)} ${detail}`)
  })

async function get(made: CudaPackage, io: Io): Promise<void> {
  if (hasCuda(made)) return io.out(`It is there: ${cudaFolder(made)}`)
  io.err.write(
    `ONNX Runtime's CUDA provider ${made.version}, ${bytes(made.bytes)} from ${new URL(made.url).host}, ${bytes(sizeOf(made))} on the disk\nLicence: ${made.licence}\n`,
  )
  const { show, clear } = rewritten(io.err)
  const speed = rate()
  const words = { fetching: 'Downloading', checking: 'Checking', unpacking: 'Unpacking' } as const
  const folder = await untilStopped(signal =>
    getCuda(made, {
      signal,
      onEvent: ({ phase, bytes: done, of }) => {
        const now = performance.now()
        if (phase === 'fetching') speed.add(done, now)
        const perSecond = phase === 'fetching' ? speed.read(now) : null
        show(
          byteLine(words[phase], { done, of, msLeft: perSecond ? ((of - done) / perSecond) * 1000 : null }),
        )
      },
    }),
  )
    .finally(clear)
    .catch(goesOnLater)
  io.out(
    `${folder}\nIt also needs NVIDIA's driver, CUDA 13 (${cudaNeeds.join(', ')}) and cuDNN 9 of the system; "reroll devices" tells whether it works`,
  )
}
