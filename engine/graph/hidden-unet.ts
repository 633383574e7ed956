import { denoiserPorts, type RolePorts } from '../model/ports.ts'
import type { Session } from '../runtime.ts'
import { patchUnet } from './patched.ts'

/** A U-Net whose middle can be read and added to. */
export type HiddenUnet = {
  unet: Session
  ports: RolePorts
  /** The output that gives the middle as it is before anything is added, [batch, C, h, w]. */
  output: string
  /** [C, h, w] for a latent of so many cells; C is null where the graph does not tell. */
  dims(height: number, width: number): readonly [number | null, number, number]
}

export type HiddenOptions = {
  file: string
  unet: Session
  ports: RolePorts
  /** What studio.json says of a graph that has both already. */
  declared: { output: string; shape: readonly number[] } | null | undefined
  native: readonly [height: number, width: number]
  latentScale: number
  open: (file: string, bytes: Uint8Array | null) => Promise<Session>
}

/** The model's own graph where it has `dh` and gives its middle, else the graph with both added, opened beside it. */
export async function openHidden(options: HiddenOptions): Promise<HiddenUnet> {
  const { file, unet, ports, declared, native, latentScale, open } = options
  if (ports.dh && declared && unet.outputs.some(({ name }) => name === declared.output)) {
    const [channels, high, wide] = declared.shape as [number, number, number]
    const scale = (side: number, cells: number, of: number) => Math.round((side * cells * latentScale) / of)
    return {
      unet,
      ports,
      output: declared.output,
      dims: (height, width) => [channels, scale(high, height, native[0]), scale(wide, width, native[1])],
    }
  }
  const { middle, bytes, file: made } = await patchUnet(file, ports.sample!.name)
  const session = await open(made, bytes)
  const down = (side: number) => middle.strides.reduce((left, stride) => Math.ceil(left / stride), side)
  return {
    unet: session,
    ports: denoiserPorts(session, file),
    output: 'h',
    dims: (height, width) => [middle.channels, down(height), down(width)],
  }
}
