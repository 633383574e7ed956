import type { StartImage } from '#shared/conditions.ts'
import type { Settings } from '#shared/generation.ts'
import type { Picture } from '../pipeline/decode.ts'
import { resample } from '../resample.ts'
import type { Assets } from './assets.ts'
import { distanceTo } from './distance.ts'
import { pictureOf, type StartLayers, startLayers } from './start-layers.ts'

/** What a start image comes to at one size, in a number of steps. */
export type StartPlan = {
  /** What the encoder sees, at the size that is drawn. */
  picture: Picture
  /** Two plans with the same text have the same `picture`. */
  key: string
  /** In how many of the steps each latent cell is free: the last so many of them. */
  free: Uint16Array
  /** Per pixel of `picture`, 0 or 1: what a model that is told the mask has to paint. */
  erased: Uint8Array
  /** As large as it is pasted back, with what shows of the drawn picture there, 0..1 per pixel. */
  layers: StartLayers
  shown: Float32Array
  /** How much of the difference in tone beside it is taken from the drawn picture there, 0..1 per pixel. */
  matched: Float32Array
}

export type PlanContext = {
  assets: Assets
  settings: Pick<Settings, 'steps' | 'width' | 'height'>
  /** Pixels per latent cell. */
  latentScale: number
  /** The model is told the mask, and keeps what lies outside of it by itself. */
  masksItself: boolean
}

const made = new WeakMap<Assets, Map<string, StartPlan>>()

/** The plan of a start image; made once for the images of a request. Errors: as `startLayers`. */
export function startPlan(start: StartImage, context: PlanContext): StartPlan {
  const { steps, width, height } = context.settings
  const key = JSON.stringify([start, steps, width, height, context.latentScale, context.masksItself])
  const known = made.get(context.assets) ?? new Map<string, StartPlan>()
  made.set(context.assets, known)
  const plan = known.get(key) ?? planOf(start, context)
  known.set(key, plan)
  return plan
}

function planOf(start: StartImage, { assets, settings, latentScale, masksItself }: PlanContext): StartPlan {
  const { steps, width, height } = settings
  const drawn = { width, height }
  const cells = { width: width / latentScale, height: height / latentScale }
  const layers = startLayers(start, assets, drawn)
  const { unknown, mask, window } = layers
  // What is known of a pixel is kept or drawn anew; the rest of it is unknown. Sums of these are exact.
  const kept = mask.map((share, p) => (1 - unknown[p]!) * (1 - share))
  const anew = mask.map((share, p) => (1 - unknown[p]!) * share)
  const keptCells = snapped(resample(kept, layers, cells))
  const anewCells = snapped(resample(anew, layers, cells))
  const held = (kept: number, anew: number) => freeSteps(kept, anew, start.strength, steps)
  const toPaint = resample(
    kept.map(share => 1 - share),
    layers,
    drawn,
  )
  return {
    picture: pictureOf(layers, drawn),
    key: JSON.stringify([start.image, window, width, height]),
    free: Uint16Array.from(keptCells, (share, p) =>
      masksItself ? held(0, share + anewCells[p]!) : held(share, anewCells[p]!),
    ),
    erased: Uint8Array.from(toPaint, share => (share >= 0.5 ? 1 : 0)),
    layers,
    ...edgesOf(layers, (p: number) => held(kept[p]!, anew[p]!) > 0, {
      feather: start.feather,
      cell: (latentScale * layers.width) / width,
    }),
  }
}

/** floor(n c): c is 1 for what is unknown, the strength for what is to be drawn anew, 0 for what is kept. */
const freeSteps = (kept: number, anew: number, strength: number, steps: number): number =>
  Math.floor(steps * (1 - kept - anew + anew * strength))

/** So far, as a share of the shorter side, reaches what is taken of a difference in tone. */
const matchedReach = 1 / 8

/** How soft the mask is, as a share of the shorter side; how many pixels a latent cell has. */
type Edge = { feather: number; cell: number }

/**
 * Both go by the distance to the nearest pixel of which no step was free. There nothing of the drawn picture shows; all
 * of it does farther away than the mask is soft, and than a latent cell, with a smooth rise between.
 */
function edgesOf(layers: StartLayers, isFree: (pixel: number) => boolean, edge: Edge) {
  const side = Math.min(layers.width, layers.height)
  const soft = edge.feather > 0 ? Math.max(2 * edge.feather * side, edge.cell) : 0
  const kept = Uint8Array.from(layers.mask, (_, p) => (isFree(p) && !endsWithin(layers, p) ? 0 : 1))
  const distance = distanceTo(kept, layers)
  return {
    // What is not known was only filled: what is drawn there shows sooner.
    shown: distance.map((d, p) => smooth(d / ((layers.unknown[p]! > 0.5 ? edge.cell / 2 : soft) + 1))),
    matched: distance.map(d => 1 - smooth(d / (matchedReach * side))),
  }
}

const smooth = (at: number): number => {
  const t = Math.min(1, at)
  return t * t * (3 - 2 * t)
}

/** Whether a pixel lies on an edge of a window that is none of the image. */
function endsWithin({ window, image, width, height }: StartLayers, pixel: number): boolean {
  if (!window) return false
  const [x, y] = [pixel % width, Math.floor(pixel / width)]
  return (
    (x === 0 && window.x > 0) ||
    (y === 0 && window.y > 0) ||
    (x === width - 1 && window.x + width < image.width) ||
    (y === height - 1 && window.y + height < image.height)
  )
}

const snapped = (shares: Float32Array): Float32Array => shares.map(share => Math.round(share * 4096) / 4096)
