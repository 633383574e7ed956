import { Matrix, pseudoInverse, solve } from 'ml-matrix'
import { knownColours, type LatentColours } from '../latent-colours.ts'
import type { Model } from '../model/open.ts'
import { decodeLatent, type Picture } from '../pipeline/decode.ts'
import { cpuNormals } from '../random/cpu-normal.ts'
import { inverseDct } from '../random/dct.ts'

/** Latent to colour and back, cell by cell. */
export type ColourMap = {
  /** [channels][3] and a bias: colour = weights^T latent + bias, in -1..1. */
  colours: LatentColours
  /** [channels][3]: the smallest change of a latent cell that changes its colour by so much. */
  back: readonly (readonly number[])[]
}

const fitted = new WeakMap<Model, Promise<ColourMap>>()

/** The published map of a public autoencoder, else one fitted to this model's decoder, once while it is open. */
export function colourMapOf(model: Model): Promise<ColourMap> {
  const held = fitted.get(model) ?? makeMap(model)
  fitted.set(model, held)
  held.catch(() => fitted.delete(model))
  return held
}

async function makeMap(model: Model): Promise<ColourMap> {
  const known = knownColours(model.folder.vae.scaling_factor, model.latentChannels)
  const colours = known ?? (await fitColours(model))
  return {
    colours,
    back: pseudoInverse(new Matrix(colours.weights.map(row => [...row])).transpose()).to2DArray(),
  }
}

const probes = 6
/** Latents are made to have about unit variance; a little less keeps the decoder off its limits. */
const spread = 0.7
/** Waves per side of a probe: smooth, as pictures are. */
const waves = 4
const largestSide = 32

/** Decodes smooth random latents and regresses each cell's mean colour on its channels. The same for the same model. */
async function fitColours(model: Model): Promise<LatentColours> {
  const channels = model.latentChannels
  const [height, width] = probeSize(model)
  const normals = cpuNormals(0n)
  const rows: number[][] = []
  const targets: number[][] = []
  for (let i = 0; i < probes; i++) {
    const latent = new Float32Array(channels * height * width)
    for (let c = 0; c < channels; c++)
      latent.set(smooth(normals.normal(waves * waves), height, width), c * height * width)
    const picture = await decodeLatent(model, latent, [channels, height, width])
    const cells = cellColours(picture, height, width)
    for (let p = 0; p < height * width; p++) {
      rows.push([...Array.from({ length: channels }, (_, c) => latent[c * height * width + p]!), 1])
      targets.push(cells[p]!)
    }
  }
  const x = new Matrix(rows)
  const gram = x.transpose().mmul(x)
  // A trace of ridge keeps a decoder that ignores a channel from making the system singular.
  for (let i = 0; i < gram.rows; i++) gram.set(i, i, gram.get(i, i) * (1 + 1e-6) + 1e-6)
  const fit = solve(gram, x.transpose().mmul(new Matrix(targets))).to2DArray() as [number, number, number][]
  return { weights: fit.slice(0, channels), bias: fit[channels]! }
}

function probeSize({ decoder, rule }: Model): [number, number] {
  const side = (axis: number) => {
    const fixed = decoder.inputs[0]!.dims[axis + 2]
    return typeof fixed === 'number' && fixed > 0
      ? fixed
      : Math.min(largestSide, rule.native[axis]! / rule.latentScale)
  }
  return [side(0), side(1)]
}

/** A plane of the slowest waves with `spread` as its root mean square. */
function smooth(numbers: Float32Array, height: number, width: number): Float32Array {
  const spectrum = new Float64Array(height * width)
  const [high, wide] = [Math.min(waves, height), Math.min(waves, width)]
  for (let v = 0; v < high; v++)
    for (let u = 0; u < wide; u++) spectrum[v * width + u] = numbers[v * waves + u]!
  const scale = spread * Math.sqrt((height * width) / (high * wide))
  return Float32Array.from(inverseDct(spectrum, height, width), value => value * scale)
}

/** Mean colour of each latent cell, -1..1. */
function cellColours({ width, height, rgb }: Picture, rows: number, columns: number): number[][] {
  const [high, wide] = [height / rows, width / columns]
  return Array.from({ length: rows * columns }, (_, cell) => {
    const sum = [0, 0, 0]
    const [top, left] = [Math.floor(cell / columns) * high, (cell % columns) * wide]
    for (let y = top; y < top + high; y++)
      for (let x = left; x < left + wide; x++)
        for (let k = 0; k < 3; k++) sum[k]! += rgb[(y * width + x) * 3 + k]!
    return sum.map(value => value / (high * wide * 127.5) - 1)
  })
}
