import { type Control, ownControl, ownSketch } from '#shared/conditions.ts'
import { checkResiduals, fittingPorts } from '../model/control-fit.ts'
import type { ControlPorts, Residuals } from '../model/control-ports.ts'
import type { Model } from '../model/open.ts'
import type { Port, Session } from '../runtime.ts'
import { floats, type Tensor, tensor } from '../tensor.ts'
import type { Assets } from './assets.ts'
import { rgbPlanes } from './rgb-planes.ts'

/** A ControlNet with the map that it reads, ready to be asked. */
export type ControlNet = {
  session: Session
  ports: ControlPorts
  file: string
  /** Red, green, blue, 0..1, at picture size. */
  planes: Float32Array
  width: number
  height: number
  weight: number
}

/**
 * The ControlNets of a step (arXiv:2302.05543), opened where they were not. Errors: those of `fittingPorts` and `Assets`.
 */
export async function controlNetsOf(
  model: Model,
  controls: readonly Control[],
  assets: Assets,
  { width, height }: { width: number; height: number },
): Promise<ControlNet[]> {
  const nets: ControlNet[] = []
  for (const { net, map, weight } of controls) {
    if (net === ownSketch || net === ownControl) continue
    const file = model.folder.controlNets[net]!
    checkResiduals(model)
    const session = await model.session(file)
    const ports = fittingPorts(model, session, file)
    nets.push({
      session,
      ports,
      file,
      planes: rgbPlanes(assets.rgba(map), width, height),
      width,
      height,
      weight,
    })
  }
  return nets
}

/** One pass's inputs that nets and the U-Net share, by what they are for. */
export type SharedFeeds = Partial<Record<string, { data: Float32Array; dims: number[] }>>

/**
 * What the nets add to one pass of `rows` rows, by the names of the U-Net's inputs; each net by its weight, several added
 * up. Nothing where there are none: zeros that spread over whatever size they are added to.
 */
export async function residualFeeds(
  residuals: Residuals<Port>,
  nets: readonly ControlNet[],
  shared: SharedFeeds,
  rows: number,
): Promise<Record<string, Tensor>> {
  const targets = [...residuals.down, residuals.mid]
  const sums: ({ data: Float32Array; dims: number[] } | null)[] = targets.map(() => null)
  for (const net of nets) {
    const given = await ask(net, shared, rows)
    const scale = net.ports.scale ? 1 : net.weight
    for (const [i, { data, dims }] of given.entries()) {
      const sum = sums[i]
      if (!sum) sums[i] = { data: scale === 1 ? data.slice() : data.map(value => value * scale), dims }
      else for (let k = 0; k < data.length; k++) sum.data[k]! += scale * data[k]!
    }
  }
  return Object.fromEntries(
    targets.map((port, i) => {
      const sum = sums[i] ?? nothing(port)
      return [port.name, tensor(port.type, sum.data, sum.dims)]
    }),
  )
}

function nothing({ dims }: Port) {
  const own = dims.map(dim => (typeof dim === 'number' && dim > 0 ? dim : 1))
  return { data: new Float32Array(own.reduce((a, b) => a * b, 1)), dims: own }
}

async function ask(
  { session, ports, planes, width, height, weight }: ControlNet,
  shared: SharedFeeds,
  rows: number,
) {
  const feeds: Record<string, Tensor> = {}
  for (const [role, port] of Object.entries(ports.shared)) {
    const value = shared[role]
    // One time for all rows, as a number or a list of one.
    const dims = role === 'timestep' && !port.dims.length ? [] : value?.dims
    if (value && dims) feeds[port.name] = tensor(port.type, value.data, dims)
  }
  const pictures = new Float32Array(rows * planes.length)
  for (let i = 0; i < rows; i++) pictures.set(planes, i * planes.length)
  feeds[ports.picture.name] = tensor(ports.picture.type, pictures, [rows, 3, height, width])
  if (ports.scale)
    feeds[ports.scale.name] = tensor(ports.scale.type, [weight], ports.scale.dims.length ? [1] : [])
  const wanted = [...ports.out.down, ports.out.mid].map(({ name }) => name)
  const out = await session.run(feeds, wanted)
  return wanted.map(name => ({ data: floats(out[name]!), dims: out[name]!.dims }))
}
