import { availableParallelism } from 'node:os'
import type { DeviceId } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { onBestDevice, optionsOn, type Skipped } from '../devices.ts'
import { hashFile } from '../files/hash-file.ts'
import { checkOperators } from '../graph/check-operators.ts'
import { openSession, type Port, type Session } from '../runtime.ts'
import { elements, tensor } from '../tensor.ts'
import { threadsWanted } from '../threads.ts'

export type Upscaler = {
  file: string
  /** SHA-256 of the file. */
  hash: string
  session: Session
  input: Port
  output: string
  /** How many times as wide and high the output is. */
  scale: number
  /** Height and width of the only size that the graph takes; null where it takes any. */
  only: readonly [number, number] | null
  /** What the sides that it takes are multiples of. */
  multiple: number
  device: { id: DeviceId; name: string; skipped: Skipped[] }
}

/** What graphs ask of sides that fold pixels together at first (2, 4) or look through windows (8). */
const folded = 8
/** The side of the picture that the scale is found with. */
const probeSide = 4 * folded

/**
 * Opens an ESRGAN-class upscaler: one graph, a picture [1, 3, height, width] from 0 to 1 in, a larger one out. Its scale
 * is found by running it once, and whether it takes any side by running it on an odd one. Errors: `model-broken` for any other graph, `model-missing`, `device-unavailable`.
 */
export async function openUpscaler(file: string, device?: DeviceId): Promise<Upscaler> {
  const threads = threadsWanted() ?? availableParallelism()
  const {
    value,
    device: chosen,
    skipped,
  } = await onBestDevice(device, async row => {
    checkOperators(file, row.id)
    const session = await openSession(file, { ...(await optionsOn(row)), threads })
    try {
      return { session, ...(await measured(session, file)) }
    } catch (error) {
      await session.release()
      throw error
    }
  })
  return { file, hash: await hashFile(file), ...value, device: { id: chosen.id, name: chosen.name, skipped } }
}

async function measured(session: Session, file: string) {
  const broken = (why: string) =>
    new StudioError(
      'model-broken',
      `${file} is no upscaler that can be used: ${why}. Expected one input [1, 3, height, width] with colours from 0 to 1 and one output of the same form, as ESRGAN, Real-ESRGAN and SwinIR are exported`,
    )
  const said = (ports: readonly Port[]) =>
    ports.map(({ name, dims }) => `${name}[${dims.join(', ')}]`).join(', ')
  const [input, ...more] = session.inputs
  if (!input || more.length || input.dims.length !== 4)
    throw broken(`it takes ${said(session.inputs) || 'nothing'}`)
  if (typeof input.dims[1] === 'number' && input.dims[1] !== 3)
    throw broken(`its pictures have ${input.dims[1]} channels`)
  const [h, w] = input.dims.slice(2).map(dim => (typeof dim === 'number' && dim > 0 ? dim : null))
  const only = h && w ? ([h, w] as const) : null
  const output = session.outputs.find(({ dims }) => dims.length === 4 || dims.length === 0)
  if (!output) throw broken(`it gives ${said(session.outputs)}`)
  const ran = async (dims: number[]) => {
    const grey = new Float32Array(elements(dims)).fill(0.5)
    return (await session.run({ [input.name]: tensor(input.type, grey, dims) }, [output.name]))[output.name]!
  }
  const dims = [1, 3, h ?? probeSide, w ?? probeSide]
  const out = await ran(dims)
  const [, channels, height, width] = out.dims
  const scale = (height ?? 0) / dims[2]!
  if (channels !== 3 || scale !== (width ?? 0) / dims[3]! || !Number.isInteger(scale) || scale < 1)
    throw broken(`of ${dims.join(' x ')} it makes ${out.dims.join(' x ')}`)
  const odd = [1, 3, h ?? probeSide + 1, w ?? probeSide + 3]
  const anySide = await ran(odd).then(
    ({ dims }) => dims[2] === odd[2]! * scale && dims[3] === odd[3]! * scale,
    () => false,
  )
  return { input, output: output.name, scale, only, multiple: anySide ? 1 : folded }
}
