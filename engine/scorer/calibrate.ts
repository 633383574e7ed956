import type { Picture } from '../pipeline/decode.ts'
import { floats, type Tensor } from '../tensor.ts'
import { cosine } from './belief.ts'
import type { DualFolder } from './dual-folder.ts'

/**
 * What published models learned, for a folder that tells neither scale nor bias: OpenAI's CLIP ends at its cap of 100
 * (Radford et al. 2021, section 2.5); SigLIP's scale is that of ViT-SO400M-14-SigLIP-384 (open_clip#746), its bias what code
 * that uses SigLIP has for it. Others of the family differ, the bias by a few units.
 */
export const usual = {
  softmax: { logitScale: 100, logitBias: 0 },
  sigmoid: { logitScale: 112.33, logitBias: -16.545 },
} as const

type Found = { logitScale: number; logitBias: number; notes: string[] }
type Embed = {
  texts(texts: readonly string[]): Promise<Float32Array[]>
  pictures(pictures: readonly Picture[]): Promise<Float32Array[]>
}
type Logits = (texts: readonly string[], pictures: readonly Picture[]) => Promise<Tensor>

/** Scale and bias: from the config, else from what the whole graph makes of a few pairs, else the usual ones with a note. */
export async function calibrate(
  { kind, logitScale, logitBias, path }: DualFolder,
  embed: Embed,
  logits: Logits | null,
): Promise<Found> {
  const bias = kind === 'softmax' ? 0 : logitBias
  if (logitScale !== undefined && bias !== undefined) return { logitScale, logitBias: bias, notes: [] }
  const measured = logits && (await measure(embed, logits))
  if (measured)
    return {
      logitScale: logitScale ?? measured.slope,
      logitBias: kind === 'softmax' ? 0 : (logitBias ?? measured.offset),
      notes: [],
    }
  const assumed = {
    logitScale: logitScale ?? usual[kind].logitScale,
    logitBias: bias ?? usual[kind].logitBias,
  }
  const missing = [
    ...(logitScale === undefined ? [`a scale of ${assumed.logitScale}`] : []),
    ...(bias === undefined ? [`a bias of ${assumed.logitBias}`] : []),
  ]
  return {
    ...assumed,
    notes: [
      `${path} does not say how its cosines become probabilities; ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} assumed. Write logit_scale${kind === 'sigmoid' ? ' and logit_bias' : ''} into its config.json. Scores and their order do not depend on it.`,
    ],
  }
}

const words = ['a', 'a red bird', 'an old house by the sea at night', '12']

/** A slope of colours and a chequerboard: two pictures that no encoder takes for the same. */
const probes: Picture[] = [0, 1].map(which => {
  const side = 64
  const rgb = Uint8Array.from({ length: side * side * 3 }, (_, i) => {
    const [c, x, y] = [i % 3, Math.floor(i / 3) % side, Math.floor(i / 3 / side)]
    return which ? (((x >> 3) + (y >> 3)) % 2) * 255 : (c === 0 ? x : c === 1 ? y : side - x) * 3
  })
  return { width: side, height: side, rgb }
})

/** Logits are a line over cosines: slope and offset by least squares, or null where the cosines do not differ. */
async function measure(embed: Embed, logits: Logits) {
  const pairs: [cosine: number, logit: number][] = []
  for (const picture of probes)
    for (const word of words) {
      const [[image], [text]] = [await embed.pictures([picture]), await embed.texts([word])]
      pairs.push([cosine(image!, text!), floats(await logits([word], [picture]))[0]!])
    }
  return line(pairs)
}

/** Least squares; null where all points lie above each other or are no numbers. */
export function line(
  points: readonly (readonly [number, number])[],
): { slope: number; offset: number } | null {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const spread = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)
  const slope = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / spread
  return spread > 1e-9 && Number.isFinite(slope) && slope > 0 ? { slope, offset: y - slope * x } : null
}
